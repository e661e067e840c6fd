/** What those who run the node have to say to all its members, for a while. */
@NullMarked
package org.meridian.notifications.announcements;

import org.jspecify.annotations.NullMarked;
