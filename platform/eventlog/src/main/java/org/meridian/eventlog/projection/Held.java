package org.meridian.eventlog.projection;

/**
 * Where a partition is held back: this record and what follows it stay in Kafka, since of its peer so much is parked already for
 * this reason.
 */
record Held(Incoming record, Reason reason) {}
