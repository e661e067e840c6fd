/** Mail on its way: handed over at least once under one Message-ID, tried again, stopped where it is refused for good, unsubscribed by one POST. */
@NullMarked
package org.meridian.notifications.delivery;

import org.jspecify.annotations.NullMarked;
