package org.meridian.bench;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.serde.Codec;
import org.meridian.eventlog.serde.PeerSchemas;
import org.meridian.events.posts.Kind;
import org.meridian.events.posts.PostPublished;
import org.meridian.events.posts.ReplyPublished;
import org.meridian.schemas.Ids;
import org.meridian.schemas.SchemaLock;

/** Facts of a UK group, written straight into a topic. */
final class Backlog implements AutoCloseable {

    private static final int THREAD = 5;

    private final String topic;
    private final KafkaProducer<String, byte[]> producer;
    private final Codec codec = new Codec(SchemaLock.onClassPath(), new PeerSchemas());
    private final Map<Integer, Long> ends = new ConcurrentHashMap<>();
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private final String group = Ids.create("uk");
    private final String author = Ids.create("uk");
    private String thread = "";

    Backlog(Map<String, Object> kafka, String topic) {
        this.topic = topic;
        var settings = new HashMap<>(kafka);
        settings.put("transactional.id", "bench-" + UUID.randomUUID());
        settings.put("transaction.timeout.ms", 300_000);
        settings.put("batch.size", 131_072);
        settings.put("linger.ms", 20);
        settings.put("compression.type", "lz4");
        this.producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
        producer.initTransactions();
    }

    /**
     * Writes facts that all become readable at one moment, after which it returns.
     *
     * @return the sum, over the partitions, of the offsets behind the last facts
     */
    long write(int facts) throws Exception {
        producer.beginTransaction();
        for (int i = 0; i < facts; i++) {
            send(fact(i));
        }
        producer.flush();
        Exception failed = failure.get();
        if (failed != null) {
            throw failed;
        }
        producer.commitTransaction();
        return ends.values().stream().mapToLong(Long::longValue).sum();
    }

    private void send(SpecificRecord fact) {
        producer.send(new ProducerRecord<>(topic, (String) fact.get(1), codec.encode(fact)), (sent, failed) -> {
            if (failed == null) {
                ends.merge(sent.partition(), sent.offset() + 1, Math::max);
            } else {
                failure.set(failed);
            }
        });
    }

    private SpecificRecord fact(int number) {
        String id = Ids.create("uk");
        Instant now = Ids.occurredAt(Instant.now(), Instant.EPOCH);
        if (number % THREAD == 0) {
            thread = id;
            return PostPublished.newBuilder().setEventId(Ids.eventId()).setId(id).setVersion(1).setOccurredAt(now)
                    .setActorId(author).setGroupId(group).setKind(Kind.QUESTION).setMembershipVersion(1).build();
        }
        return ReplyPublished.newBuilder().setEventId(Ids.eventId()).setId(id).setVersion(1).setOccurredAt(now)
                .setActorId(author).setGroupId(group).setPostId(thread).setMembershipVersion(1).build();
    }

    @Override
    public void close() {
        producer.close();
    }
}
