/** The public holidays of the world, as the library Jollyday knows them, which is seen in here only. */
@NullMarked
package org.meridian.notifications.holidays;

import org.jspecify.annotations.NullMarked;
