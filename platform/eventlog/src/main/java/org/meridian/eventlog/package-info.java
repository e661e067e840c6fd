/**
 * The only runtime library that services share: {@link org.meridian.eventlog.EventLog} is one service's log, with its
 * outbox, relay, projection and parked records; the packages below hold the parts.
 */
@NullMarked
package org.meridian.eventlog;

import org.jspecify.annotations.NullMarked;
