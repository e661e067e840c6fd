/** Unsubscribing by one POST (RFC 8058): the addresses, and the page behind them. What it means is said by {@code Unsubscribing}. */
@NullMarked
package org.meridian.mail.unsubscribe;

import org.jspecify.annotations.NullMarked;
