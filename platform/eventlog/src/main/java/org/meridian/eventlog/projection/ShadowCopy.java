package org.meridian.eventlog.projection;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.meridian.eventlog.database.Database;
import org.meridian.eventlog.event.ReadModel;
import org.meridian.eventlog.serde.Codec;

/**
 * Writes a service's rows a second time, into a schema of their own, by the same judgement and the same {@code on} as the
 * projection; no consumer group, and nothing that is in use is touched.
 */
public final class ShadowCopy implements AutoCloseable {

    private final Pattern topics;
    private final Applier applier;
    private final Offsets offsets;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, Long> positions = new HashMap<>();

    /**
     * @param database has the service's tables, empty
     * @param alias    the node's own
     * @param kafka    the settings of a client of the node's Kafka
     */
    public ShadowCopy(Database database, String alias, Set<String> peers, Pattern topics, ReadModel rows, Codec codec,
            Map<String, Object> kafka, Clock clock) {
        this.topics = topics;
        this.applier = new Applier(database, new Judge(alias, peers, codec, clock), rows, clock);
        this.offsets = new Offsets(database.jdbc());
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put("enable.auto.commit", false);
        settings.put("isolation.level", "read_committed");
        settings.put("allow.auto.create.topics", false);
        settings.putAll(Portions.ofConsumer());
        this.consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** Applies all that the topics hold now; can be called again for what has come since. */
    public void catchUp() {
        List<TopicPartition> partitions = consumer.listTopics().entrySet().stream()
                .filter(topic -> topics.matcher(topic.getKey()).matches()).flatMap(topic -> topic.getValue().stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition())).toList();
        List<TopicPartition> added = partitions.stream().filter(it -> !positions.containsKey(it)).toList();
        offsets.restart(added, added.stream().map(TopicPartition::topic).distinct()
                .collect(Collectors.toMap(topic -> topic, topic -> "shadow copy")));
        consumer.assign(partitions);
        consumer.beginningOffsets(added).forEach((partition, begin) -> positions.put(partition, 0L));
        partitions.forEach(partition -> consumer.seek(partition, positions.getOrDefault(partition, 0L)));
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            gather();
        }
    }

    private void gather() {
        var gathering = new Gathering();
        gathering.add(consumer.poll(Duration.ofMillis(500)));
        while (gathering.goesOn()) {
            gathering.add(consumer.poll(Duration.ZERO));
        }
        gathering.batches().forEach(this::apply);
    }

    private void apply(List<Incoming> records) {
        Deque<String> waiting = new ArrayDeque<>(applier.apply(records, positions).undrained());
        records.forEach(record -> positions.put(Applier.partition(record), record.offset() + 1));
        while (!waiting.isEmpty()) {
            waiting.addAll(applier.drain(waiting.remove()).undrained());
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
