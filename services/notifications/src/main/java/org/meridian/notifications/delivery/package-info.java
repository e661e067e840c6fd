/** What this service tells the mail queue of its members: whom nothing more is sent, and how they unsubscribe. */
@NullMarked
package org.meridian.notifications.delivery;

import org.jspecify.annotations.NullMarked;
