package org.meridian.eventlog;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.projection.Portions;
import org.meridian.eventlog.serde.Codec;
import org.meridian.eventlog.serde.PeerSchemas;
import org.meridian.eventlog.serde.Undecodable;
import org.meridian.events.log.SchemaAnnounced;
import org.meridian.process.Retry;
import org.meridian.process.settings.NodeSettings;
import org.meridian.schemas.SchemaLock;
import org.meridian.schemas.Topics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;

/** Tells peers the schemas that this node writes, and learns theirs, from the beginning at every start. */
final class SchemaAnnouncements implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(SchemaAnnouncements.class);

    private static final Duration PATIENCE = Duration.ofMillis(500);
    private static final Duration REST = Duration.ofSeconds(5);

    private final Retry kafka = new Retry("Schemas cannot be announced or learned", LOG,
            e -> e instanceof ExecutionException || e instanceof RuntimeException);
    private final NodeSettings settings;
    private final LogTopics topics;
    private final PeerSchemas peerSchemas;
    private final ObjectProvider<EventLog> logs;
    private final Codec codec;
    private final Semaphore stopping = new Semaphore(0);
    private @Nullable Thread thread;
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
        stopping.drainPermits();
        thread = Thread.ofPlatform().name("schemas").start(this::run);
    }

    private void run() {
        try {
            topics.ensure();
            kafka.untilItWorks(this::announce);
            while (running) {
                kafka.untilItWorks(this::follow);
            }
        } catch (IllegalStateException e) {
            LOG.error("Schemas are neither announced nor learned: {}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void announce() throws InterruptedException, ExecutionException {
        Map<String, Object> client = new HashMap<>(settings.kafkaClient());
        client.put("max.in.flight.requests.per.connection", 1);
        try (var producer = new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer())) {
            SchemaLock lock = SchemaLock.onClassPath();
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            for (String subject : lock.subjects()) {
                lock.versions(subject)
                        .forEach((version, id) -> sent.add(producer.send(announcement(subject, version, id))));
            }
            for (Future<RecordMetadata> acknowledgement : sent) {
                acknowledgement.get();
            }
        }
    }

    private ProducerRecord<byte[], byte[]> announcement(String subject, int version, int id) {
        String text = SchemaLock.onClassPath().schema(id).orElseThrow().text();
        SpecificRecord body = SchemaAnnounced.newBuilder().setSchemaId(id).setSubject(subject).setSchemaVersion(version)
                .setSchema$(text).build();
        return new ProducerRecord<>(Topics.SHARED_SCHEMAS, String.valueOf(id).getBytes(StandardCharsets.UTF_8),
                codec.encode(body));
    }

    /** Looks from time to time: nobody waits for it but what was parked for want of a schema. */
    private void follow() throws InterruptedException {
        Map<String, Object> client = new HashMap<>(settings.kafkaClient());
        client.putAll(Map.of("auto.offset.reset", "earliest", "enable.auto.commit", false));
        client.putAll(Portions.ofConsumer());
        try (var consumer = new KafkaConsumer<>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            do {
                consumer.assign(partitions(consumer));
                if (learnAll(consumer)) {
                    logs.forEach(EventLog::retryUnknown);
                }
            } while (!stopping.tryAcquire(REST.toMillis(), TimeUnit.MILLISECONDS));
        }
    }

    private static List<TopicPartition> partitions(KafkaConsumer<?, ?> consumer) {
        Pattern topics = Topics.pattern(Topics.SHARED_SCHEMAS);
        return consumer.listTopics().entrySet().stream().filter(topic -> topics.matcher(topic.getKey()).matches())
                .flatMap(topic -> topic.getValue().stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition())).toList();
    }

    private boolean learnAll(KafkaConsumer<byte[], byte[]> consumer) {
        boolean learned = false;
        ConsumerRecords<byte[], byte[]> records = consumer.poll(PATIENCE);
        while (!records.isEmpty() && running) {
            for (ConsumerRecord<byte[], byte[]> record : records) {
                learned |= learn(record);
            }
            records = consumer.poll(PATIENCE);
        }
        return learned;
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
        stopping.release();
        if (thread == null) {
            return;
        }
        try {
            thread.join(1_500);
            thread.interrupt(); // only if it still waits for a broker that is away
            thread.join(10_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
