/** Planted violations of the rules of the architecture. */
@NullMarked
package org.meridian.testing.planted.b;

import org.jspecify.annotations.NullMarked;
