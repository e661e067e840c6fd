/** Rule 9: the order in which items became showable here. */
@NullMarked
package org.meridian.notifications.arrivals;

import org.jspecify.annotations.NullMarked;
