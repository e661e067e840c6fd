package org.meridian.flows;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** A node's Kafka, under some user's credentials. */
record RawKafka(Map<String, String> client) {

    Admin admin() {
        return Admin.create(new HashMap<>(client));
    }

    /** All that this user may see. */
    Set<String> topics() {
        try (Admin admin = admin()) {
            return new TreeSet<>(admin.listTopics().names().get(30, TimeUnit.SECONDS));
        } catch (Exception e) {
            throw new KafkaException(e);
        }
    }

    /** Everything that a topic holds now, partition by partition. */
    List<ConsumerRecord<String, byte @Nullable []>> readAll(String topic) {
        return readAll(List.of(topic));
    }

    private List<ConsumerRecord<String, byte @Nullable []>> readAll(Collection<String> topics) {
        try (var consumer = new KafkaConsumer<>(new HashMap<String, Object>(client), new StringDeserializer(),
                new ByteArrayDeserializer())) {
            var partitions = topics.stream().flatMap(topic -> consumer.partitionsFor(topic).stream())
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition())).toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            var all = new ArrayList<ConsumerRecord<String, byte @Nullable []>>();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(100)).forEach(all::add);
            }
            return all;
        }
    }

    /** The topics in which any of these texts occurs, in a record's key, value or headers. */
    Set<String> topicsWith(String... texts) {
        Set<String> found = new TreeSet<>();
        for (var record : readAll(topics())) {
            if (List.of(texts).stream().anyMatch(text -> has(record, text))) {
                found.add(record.topic());
            }
        }
        return found;
    }

    private static boolean has(ConsumerRecord<String, byte @Nullable []> record, String text) {
        return String.valueOf(record.key()).contains(text)
                || record.value() != null && new String(record.value(), StandardCharsets.UTF_8).contains(text)
                || List.of(record.headers().toArray()).stream()
                        .anyMatch(header -> new String(header.value(), StandardCharsets.UTF_8).contains(text));
    }

    /** A tombstone of nothing, so that the partition has one more record. */
    void pad(String topic, int partition) {
        send(new ProducerRecord<>(topic, partition, "padding", null));
    }

    void send(String topic, String key, byte @Nullable [] value) {
        send(new ProducerRecord<>(topic, key, value));
    }

    private void send(ProducerRecord<String, byte @Nullable []> record) {
        var settings = new HashMap<String, Object>(client);
        settings.put("enable.idempotence", false); // else it is its producer's id that a peer is refused, not the topic
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            producer.send(record).get(30, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException refused ? refused : new KafkaException(e);
        } catch (InterruptedException | java.util.concurrent.TimeoutException e) {
            throw new KafkaException(e);
        }
    }

    /** @param topics with six partitions each */
    void create(Collection<String> topics) {
        try (Admin admin = admin()) {
            admin.createTopics(topics.stream().map(name -> new NewTopic(name, 6, (short) 1)).toList()).all().get(30,
                    TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new KafkaException(e);
        }
    }

    /** By one producer that knows no limit, in as few batches as can be; returns once Kafka has them. */
    void sendAll(Stream<ProducerRecord<String, byte @Nullable []>> records, String compression) {
        var settings = new HashMap<String, Object>(client);
        settings.putAll(Map.of("compression.type", compression, "linger.ms", 50, "batch.size", 500_000,
                "max.request.size", Integer.MAX_VALUE, "buffer.memory", 600_000_000L));
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            records.forEach(record -> sent.add(producer.send(record)));
            producer.flush();
            for (Future<RecordMetadata> acknowledgement : sent) {
                acknowledgement.get(30, TimeUnit.SECONDS);
            }
        } catch (ExecutionException | InterruptedException | java.util.concurrent.TimeoutException e) {
            throw new KafkaException(e);
        }
    }

    /** Makes Kafka compact a topic within seconds instead of days. */
    void compactSoon(String topic) {
        set(new ConfigResource(ConfigResource.Type.TOPIC, topic),
                Map.of("segment.ms", "500", "min.cleanable.dirty.ratio", "0.001", "max.compaction.lag.ms", "500"));
        set(new ConfigResource(ConfigResource.Type.BROKER, ""), Map.of("log.cleaner.backoff.ms", "500"));
    }

    private void set(ConfigResource where, Map<String, String> settings) {
        var changes = settings.entrySet().stream()
                .map(it -> new AlterConfigOp(new ConfigEntry(it.getKey(), it.getValue()), AlterConfigOp.OpType.SET))
                .toList();
        try (Admin admin = admin()) {
            admin.incrementalAlterConfigs(Map.of(where, changes)).all().get(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new KafkaException(e);
        }
    }
}
