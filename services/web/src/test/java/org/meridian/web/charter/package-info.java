@NullMarked
package org.meridian.web.charter;

import org.jspecify.annotations.NullMarked;
