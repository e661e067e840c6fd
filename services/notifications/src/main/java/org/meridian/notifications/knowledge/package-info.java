/** What this service knows of its members, of posts and of requests to join, from the facts and content of the other services. */
@NullMarked
package org.meridian.notifications.knowledge;

import org.jspecify.annotations.NullMarked;
