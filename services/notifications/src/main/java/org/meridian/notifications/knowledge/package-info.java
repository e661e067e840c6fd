/** What this service knows of members, groups and posts, from the facts and content of the other services. */
@NullMarked
package org.meridian.notifications.knowledge;

import org.jspecify.annotations.NullMarked;
