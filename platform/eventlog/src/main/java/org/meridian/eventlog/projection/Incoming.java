package org.meridian.eventlog.projection;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A record as it came, from Kafka or from where it was parked.
 *
 * @param recordedAt the time that its own node's broker or relay gave it
 * @param parkedId   its row in the table of parked records, when it comes from there
 */
record Incoming(
        String topic,
        int partition,
        long offset,
        String key,
        byte @Nullable [] value,
        Instant recordedAt,
        @Nullable Long parkedId) {

    /** An id has 150 characters at the most; PostgreSQL's indexes take no text of 3 kB. */
    private static final int MAX_KEY_CHARS = 600;

    /** What PostgreSQL takes for a time: what a sender claims may be anything. */
    private static final long LAST_TIME = Instant.parse("9999-12-31T23:59:59Z").toEpochMilli();

    static Incoming of(ConsumerRecord<byte[], byte[]> record) {
        byte[] key = record.key() == null ? new byte[0] : record.key();
        // PostgreSQL keeps no NUL in a text; a key that has one is not an id anyway.
        String text = new String(key, StandardCharsets.UTF_8).replace('\0', '\uFFFD');
        String shortened = text.length() > MAX_KEY_CHARS ? text.substring(0, MAX_KEY_CHARS) : text;
        return new Incoming(record.topic(), record.partition(), record.offset(), shortened, record.value(),
                Instant.ofEpochMilli(Math.clamp(record.timestamp(), 0, LAST_TIME)), null);
    }
}
