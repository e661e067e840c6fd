/** Planted violations of the rules of the architecture. */
@NullMarked
package org.meridian.testing.planted.a;

import org.jspecify.annotations.NullMarked;
