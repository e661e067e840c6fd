package org.meridian.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Writes and reads texts in Kafka as whoever these settings of a client log in, and gives up after 5 s. */
public final class TextClient {
    private TextClient() {}

    /** @throws Exception what Kafka refuses it with */
    public static void send(Map<String, String> client, ProducerRecord<String, String> record) throws Exception {
        try (var producer = new KafkaProducer<>(impatient(client), new StringSerializer(), new StringSerializer())) {
            producer.send(record).get();
        } catch (ExecutionException e) {
            throw (Exception) e.getCause();
        }
    }

    /** Everything that a topic holds now, partition by partition. */
    public static List<ConsumerRecord<String, String>> readAll(Map<String, String> client, String topic) {
        return readAll(impatient(client), topic, new StringDeserializer());
    }

    static <V> List<ConsumerRecord<String, V>> readAll(Map<String, Object> client, String topic,
            Deserializer<V> values) {
        try (var consumer = new KafkaConsumer<>(client, new StringDeserializer(), values)) {
            var partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition())).toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            var all = new ArrayList<ConsumerRecord<String, V>>();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(100)).forEach(all::add);
            }
            return all;
        }
    }

    private static Map<String, Object> impatient(Map<String, String> client) {
        var config = new HashMap<String, Object>(client);
        config.put("max.block.ms", 5_000);
        config.put("default.api.timeout.ms", 5_000);
        return config;
    }
}
