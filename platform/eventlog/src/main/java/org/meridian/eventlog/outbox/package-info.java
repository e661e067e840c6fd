/** From a decision to Kafka: facts, rows and outbox in one statement, and the relay that empties the outbox in order. */
@NullMarked
package org.meridian.eventlog.outbox;

import org.jspecify.annotations.NullMarked;
