/** All that the log writes, put together. */
@NullMarked
package org.meridian.notifications.rows;

import org.jspecify.annotations.NullMarked;
