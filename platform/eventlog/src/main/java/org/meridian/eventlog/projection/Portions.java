package org.meridian.eventlog.projection;

import java.util.Map;

/**
 * How much is taken at a time by whoever reads this node's Kafka or what it has parked. Kafka's own limits count compressed bytes,
 * and records none; but a poll takes only as many records out of their batches as it may return, and none is larger than a
 * producer here may send.
 */
public final class Portions {

    /** What a transaction or a page has at the most, unless a single record is larger. */
    static final int BYTES = 1_000_000;

    /** What a poll gives at the most. */
    static final int RECORDS = 10;

    private Portions() {}

    /** Of a consumer, on top of its other settings: a poll gives ten records, and a few megabytes wait compressed. */
    public static Map<String, Object> ofConsumer() {
        return Map.of("max.poll.records", RECORDS, "fetch.max.bytes", 2_097_152, "max.partition.fetch.bytes", 262_144);
    }
}
