/** What owners and moderators do about a group's members: roles, removals and bans; from other countries too, as wishes. */
@NullMarked
package org.meridian.membership.moderating;

import org.jspecify.annotations.NullMarked;
