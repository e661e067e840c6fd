/** Planted violations of the rules of the architecture. */
@NullMarked
package org.meridian.eventlog.testing.planted.a;

import org.jspecify.annotations.NullMarked;
