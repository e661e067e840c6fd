@NullMarked
package org.meridian.web.about;

import org.jspecify.annotations.NullMarked;
