@NullMarked
package org.meridian.web.operator;

import org.jspecify.annotations.NullMarked;
