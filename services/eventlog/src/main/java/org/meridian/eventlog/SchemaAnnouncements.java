package org.meridian.eventlog;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.meridian.eventlog.serde.Codec;
import org.meridian.eventlog.serde.PeerSchemas;
import org.meridian.eventlog.serde.Undecodable;
import org.meridian.events.log.SchemaAnnounced;
import org.meridian.schemas.SchemaLock;
import org.meridian.schemas.Topics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;

/** Tells peers the schemas that this node writes, and learns theirs, from the beginning at every start. */
final class SchemaAnnouncements implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(SchemaAnnouncements.class);

    private final NodeSettings settings;
    private final LogTopics topics;
    private final PeerSchemas peerSchemas;
    private final ObjectProvider<EventLog> logs;
    private final Codec codec;
    private final Thread thread = Thread.ofPlatform().name("schemas").unstarted(this::run);
    private volatile boolean running;

    SchemaAnnouncements(NodeSettings settings, LogTopics topics, PeerSchemas peerSchemas,
            ObjectProvider<EventLog> logs) {
        this.settings = settings;
        this.topics = topics;
        this.peerSchemas = peerSchemas;
        this.logs = logs;
        this.codec = new Codec(SchemaLock.onClassPath(), peerSchemas);
    }

    @Override
    public void start() {
        running = true;
        thread.start();
    }

    private void run() {
        try {
            topics.ensure();
            announce();
            while (running) {
                follow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void announce() {
        Map<String, Object> client = new HashMap<>(settings.kafkaClient());
        client.put("max.in.flight.requests.per.connection", 1);
        try (var producer = new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer())) {
            SchemaLock lock = SchemaLock.onClassPath();
            for (String subject : lock.subjects()) {
                lock.versions(subject).forEach((version, id) -> producer.send(announcement(subject, version, id)));
            }
            producer.flush();
        }
    }

    private ProducerRecord<byte[], byte[]> announcement(String subject, int version, int id) {
        String text = SchemaLock.onClassPath().schema(id).orElseThrow().text();
        SpecificRecord body = SchemaAnnounced.newBuilder().setSchemaId(id).setSubject(subject).setSchemaVersion(version)
                .setSchema$(text).build();
        return new ProducerRecord<>(Topics.SHARED_SCHEMAS, String.valueOf(id).getBytes(StandardCharsets.UTF_8),
                codec.encode(body));
    }

    private void follow() throws InterruptedException {
        Map<String, Object> client = new HashMap<>(settings.kafkaClient());
        client.putAll(Map.of("group.id", "meridian-schemas-" + UUID.randomUUID(), "auto.offset.reset", "earliest",
                "enable.auto.commit", false, "metadata.max.age.ms", 3_000));
        try (var consumer = new KafkaConsumer<>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(Topics.pattern(Topics.SHARED_SCHEMAS));
            while (running) {
                boolean learned = false;
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(500))) {
                    learned |= learn(record);
                }
                if (learned) {
                    logs.forEach(EventLog::retryUnknown);
                }
            }
        } catch (KafkaException e) {
            LOG.warn("Announced schemas cannot be read, trying again: {}", e.getMessage());
            TimeUnit.SECONDS.sleep(1);
        }
    }

    private boolean learn(ConsumerRecord<byte[], byte[]> record) {
        String source = Topics.place(record.topic()).peer();
        if (source == null || record.value() == null) {
            return false;
        }
        try {
            return codec.decode(source, record.value()) instanceof SchemaAnnounced announced
                    && !SchemaLock.onClassPath().schema(announced.getSchemaId()).isPresent()
                    && peerSchemas.learn(source, announced);
        } catch (Undecodable e) {
            LOG.warn("{} announces a schema that cannot be read: {}", source, e.getMessage());
            return false;
        }
    }

    @Override
    public void stop() {
        running = false;
        try {
            // A consumer that is interrupted does not leave its group in order.
            if (!thread.join(Duration.ofSeconds(2))) {
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
