/** Asking to join a group, what became of that, and leaving. */
@NullMarked
package org.meridian.web.joining;

import org.jspecify.annotations.NullMarked;
