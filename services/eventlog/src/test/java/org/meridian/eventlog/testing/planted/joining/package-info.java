/** Planted violations of the rules of the architecture. */
@NullMarked
package org.meridian.eventlog.testing.planted.joining;

import org.jspecify.annotations.NullMarked;
