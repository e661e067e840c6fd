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

    static Incoming of(ConsumerRecord<byte[], byte[]> record) {
        byte[] key = record.key() == null ? new byte[0] : record.key();
        // PostgreSQL keeps no NUL in a text; a key that has one is not an id anyway.
        String text = new String(key, StandardCharsets.UTF_8).replace('\0', '\uFFFD');
        return new Incoming(record.topic(), record.partition(), record.offset(), text, record.value(),
                Instant.ofEpochMilli(record.timestamp()), null);
    }
}
