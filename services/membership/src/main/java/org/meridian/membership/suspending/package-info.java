/** Operators keep members of their own node out of it, and let them in again. */
@NullMarked
package org.meridian.membership.suspending;

import org.jspecify.annotations.NullMarked;
