@NullMarked
package org.meridian.planted;

import org.jspecify.annotations.NullMarked;
