package org.meridian.bench;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.meridian.process.startup.ProcessDefaults;

/** Reads a topic from its beginning to its end and does nothing with it: the limit of whatever reads it for a purpose. */
final class BareConsumer {

    record Consumed(long records, long bytes, double seconds) {}

    private BareConsumer() {}

    /** Arguments: Kafka's address, the topic, how many partitions it has. */
    public static void main(String[] args) {
        ProcessDefaults.set();
        System.out.println(read(Map.of("bootstrap.servers", args[0]), args[1], Integer.parseInt(args[2])));
    }

    /** The seconds are those of reading alone, without connecting. */
    static Consumed read(Map<String, Object> kafka, String topic, int partitionCount) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put("isolation.level", "read_committed");
        settings.put("max.poll.records", 10_000);
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = IntStream.range(0, partitionCount)
                    .mapToObj(i -> new TopicPartition(topic, i)).toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            long begin = System.nanoTime();
            long records = 0;
            long bytes = 0;
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (var record : consumer.poll(Duration.ofSeconds(10))) {
                    records++;
                    bytes += record.serializedValueSize();
                }
            }
            return new Consumed(records, bytes, (System.nanoTime() - begin) / 1e9);
        }
    }
}
