@NullMarked
package org.meridian.notifications.delivery;

import org.jspecify.annotations.NullMarked;
