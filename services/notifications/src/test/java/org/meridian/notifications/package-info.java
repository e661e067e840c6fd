@NullMarked
package org.meridian.notifications;

import org.jspecify.annotations.NullMarked;
