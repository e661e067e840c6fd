@NullMarked
package org.meridian.web.page;

import org.jspecify.annotations.NullMarked;
