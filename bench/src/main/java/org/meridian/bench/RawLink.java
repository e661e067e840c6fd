package org.meridian.bench;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.meridian.schemas.Topics;

/**
 * From producing a record in the UK's Kafka until a plain consumer has it from New Zealand's: the limit of any crossing.
 * The topic is one that links mirror and no service reads. A link stands still for seconds when a topic comes or goes:
 * it is deleted when everything has been measured.
 */
final class RawLink implements AutoCloseable {

    private static final String TOPIC = Topics.SHARED_POSTS + ".bench";
    private static final String MIRRORED = "uk." + TOPIC;
    private static final int PARTITIONS = 6;
    /** About what a post's fact and content has together. */
    private static final int BYTES = 800;

    private final Map<String, Object> from;
    private final Map<String, Object> to;

    RawLink(Map<String, Object> from, Map<String, Object> to) throws InterruptedException, ExecutionException {
        this.from = from;
        this.to = to;
        try (var source = Admin.create(from); var target = Admin.create(to)) {
            source.createTopics(List.of(new NewTopic(TOPIC, Optional.of(PARTITIONS), Optional.empty()))).all().get();
            awaitTopic(target);
        }
    }

    @Override
    public void close() {
        try (var source = Admin.create(from); var target = Admin.create(to)) {
            source.deleteTopics(List.of(TOPIC)).all().toCompletionStage().toCompletableFuture().join();
            target.deleteTopics(List.of(MIRRORED)).all().toCompletionStage().toCompletableFuture().join();
        }
    }

    private static void awaitTopic(Admin target) throws InterruptedException, ExecutionException {
        while (!target.listTopics().names().get().contains(MIRRORED)) {
            Thread.sleep(200);
        }
    }

    Latencies measure(Pace pace) throws Exception {
        var latencies = new Latencies();
        var running = new AtomicBoolean(true);
        var receiver = Thread.ofPlatform().start(() -> receive(running, latencies));
        try (var producer = new KafkaProducer<>(producing(), new ByteArraySerializer(),
                new ByteArraySerializer())) {
            pace.run((number, measured) -> {
                byte[] value = ByteBuffer.allocate(BYTES).putLong(measured ? System.nanoTime() : 0).array();
                producer.send(new ProducerRecord<>(TOPIC, number % PARTITIONS, null, value));
            });
            for (int waited = 0; latencies.count() < pace.measuredEvents() && waited < 300; waited++) {
                Thread.sleep(100);
            }
        } finally {
            running.set(false);
            receiver.join();
        }
        if (latencies.count() != pace.measuredEvents()) {
            throw new IllegalStateException(
                    latencies.count() + " of " + pace.measuredEvents() + " records came over the link.");
        }
        return latencies;
    }

    private void receive(AtomicBoolean running, Latencies latencies) {
        try (var consumer = new KafkaConsumer<>(to, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            var partitions = IntStream.range(0, PARTITIONS).mapToObj(i -> new TopicPartition(MIRRORED, i)).toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (running.get()) {
                for (var record : consumer.poll(Duration.ofMillis(100))) {
                    long sent = ByteBuffer.wrap(record.value()).getLong();
                    if (sent != 0) {
                        latencies.add(System.nanoTime() - sent);
                    }
                }
            }
        }
    }

    /** As the relay sends. */
    private Map<String, Object> producing() {
        var settings = new HashMap<>(from);
        settings.put("acks", "all");
        settings.put("linger.ms", 0);
        settings.put("compression.type", "lz4");
        return settings;
    }
}
