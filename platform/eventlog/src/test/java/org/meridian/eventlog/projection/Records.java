package org.meridian.eventlog.projection;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.event.Entry;
import org.meridian.eventlog.serde.Codec;
import org.meridian.eventlog.serde.PeerSchemas;
import org.meridian.schemas.SchemaLock;

/** Records as Kafka would deliver them: one partition a topic, offsets counted from 0. */
final class Records {

    static final Codec CODEC = new Codec(SchemaLock.onClassPath(), new PeerSchemas());

    private final Map<TopicPartition, Long> next = new HashMap<>();

    /** From this node's own topic. */
    Incoming own(Entry entry) {
        return of(entry.topic(), entry.id(), CODEC.encode(entry.body()));
    }

    Incoming from(String peer, Entry entry) {
        return of(peer + "." + entry.topic(), entry.id(), CODEC.encode(entry.body()));
    }

    Incoming of(String topic, String key, byte @Nullable [] value) {
        long offset = next.merge(new TopicPartition(topic, 0), 1L, Long::sum) - 1;
        return new Incoming(topic, 0, offset, key, value, Instant.parse("2026-03-01T12:00:00Z"), null);
    }

    /** Where each topic of these records is before the first of them. */
    static Map<TopicPartition, Long> before(List<Incoming> records) {
        var positions = new HashMap<TopicPartition, Long>();
        records.forEach(record -> positions.merge(Applier.partition(record), record.offset(), Math::min));
        return positions;
    }
}
