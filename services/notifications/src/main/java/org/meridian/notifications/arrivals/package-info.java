/** What has come to this node, in the order in which it became showable here: what digests cover. */
@NullMarked
package org.meridian.notifications.arrivals;

import org.jspecify.annotations.NullMarked;
