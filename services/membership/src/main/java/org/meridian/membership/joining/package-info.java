/** Requests to join, who decides them, members, leaving. Requests travel to the group's home, decisions come back. */
@NullMarked
package org.meridian.membership.joining;

import org.jspecify.annotations.NullMarked;
