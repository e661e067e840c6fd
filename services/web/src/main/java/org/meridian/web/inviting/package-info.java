/** Invitations: those of a group, for its moderators, and what somebody who holds a link sees. */
@NullMarked
package org.meridian.web.inviting;

import org.jspecify.annotations.NullMarked;
