@NullMarked
package org.meridian.web.analyst;

import org.jspecify.annotations.NullMarked;
