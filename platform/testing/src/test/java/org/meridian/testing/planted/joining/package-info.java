/** Planted violations of the rules of the architecture. */
@NullMarked
package org.meridian.testing.planted.joining;

import org.jspecify.annotations.NullMarked;
