@NullMarked
package org.meridian.notifications.digest;

import org.jspecify.annotations.NullMarked;
