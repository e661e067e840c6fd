@NullMarked
package org.meridian.text;

import org.jspecify.annotations.NullMarked;
