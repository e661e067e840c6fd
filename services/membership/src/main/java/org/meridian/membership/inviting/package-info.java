/** Links by which moderators of any country bring others in; the group's home decides whether one holds. */
@NullMarked
package org.meridian.membership.inviting;

import org.jspecify.annotations.NullMarked;
