/**
 * From Kafka to rows: each record is judged (whose is it, is it the next version), applied or parked, in one transaction
 * with the offsets. {@link org.meridian.eventlog.projection.Judge} is the rules, {@link
 * org.meridian.eventlog.projection.Applier} the transaction, {@link org.meridian.eventlog.projection.Projection} the loop.
 */
@NullMarked
package org.meridian.eventlog.projection;

import org.jspecify.annotations.NullMarked;
