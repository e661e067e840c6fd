package org.meridian.bench;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.meridian.bench.Posts.Crossed;
import org.meridian.schemas.Topics;

/**
 * Where posts are at what time on their way from the UK to New Zealand: two plain consumers see both records of each pass, and
 * both databases say when they committed its row. All on one machine, so that one clock tells all times.
 */
final class Journey implements AutoCloseable {

    private static final int PARTITIONS = 6;
    private static final int RECORDS_OF_A_POST = 2;

    private final Network network;
    private final Passage relayed;
    private final Passage mirrored;

    /** The times between two of its places. */
    record Steps(Latencies committed, Latencies answered, Latencies relayed, Latencies mirrored, Latencies applied,
            Latencies shown) {

        Steps() {
            this(new Latencies(), new Latencies(), new Latencies(), new Latencies(), new Latencies(), new Latencies());
        }
    }

    Journey(Network network) throws Exception {
        this.network = network;
        this.relayed = new Passage(network.kafka("uk"), "");
        this.mirrored = new Passage(network.kafka("nz"), "uk.");
    }

    /** Lets a country's PostgreSQL note the time of each commit; from its next start on. */
    static void noteCommits(Network network, String country) throws Exception {
        try (var database = network.database(country); var sql = database.createStatement()) {
            sql.execute("ALTER SYSTEM SET track_commit_timestamp = on");
        }
    }

    Steps of(List<Crossed> posts) throws Exception {
        Map<String, Long> committed = commits("uk", posts);
        Map<String, Long> applied = commits("nz", posts);
        var steps = new Steps();
        for (Crossed post : posts) {
            long home = requireNonNull(committed.get(post.id()));
            long there = requireNonNull(applied.get(post.id()));
            steps.committed().add(home - post.sent());
            steps.answered().add(post.accepted() - post.sent());
            steps.relayed().add(relayed.of(post.id()) - home);
            steps.mirrored().add(mirrored.of(post.id()) - relayed.of(post.id()));
            steps.applied().add(there - mirrored.of(post.id()));
            steps.shown().add(post.readable() - there);
        }
        return steps;
    }

    private Map<String, Long> commits(String country, List<Crossed> posts) throws Exception {
        long clock = System.nanoTime() - nanos(Instant.now());
        var commits = new HashMap<String, Long>();
        try (Connection database = network.database(country);
                var sql = database.prepareStatement(
                        "SELECT id, pg_xact_commit_timestamp(xmin) FROM posts.post WHERE id = ANY (?)")) {
            sql.setArray(1, database.createArrayOf("text", posts.stream().map(Crossed::id).toArray()));
            try (var row = sql.executeQuery()) {
                while (row.next()) {
                    commits.put(row.getString(1), clock + nanos(row.getObject(2, OffsetDateTime.class).toInstant()));
                }
            }
        }
        return commits;
    }

    private static long nanos(Instant at) {
        return ChronoUnit.NANOS.between(Instant.EPOCH, at);
    }

    @Override
    public void close() {
        relayed.close();
        mirrored.close();
    }

    /** When a plain consumer has had the fact and the content of a post from one country's Kafka. */
    private static final class Passage implements AutoCloseable {

        private final KafkaConsumer<String, byte[]> consumer;
        private final Map<String, Integer> seen = new HashMap<>();
        private final Map<String, Long> whole = new ConcurrentHashMap<>();
        private final Thread watching;

        Passage(Map<String, Object> kafka, String prefix) {
            consumer = new KafkaConsumer<>(kafka, new StringDeserializer(), new ByteArrayDeserializer());
            List<TopicPartition> partitions = Stream.of(Topics.SHARED_POSTS, Topics.SHARED_CONTENT)
                    .flatMap(topic -> IntStream.range(0, PARTITIONS)
                            .mapToObj(number -> new TopicPartition(prefix + topic, number)))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToEnd(partitions);
            partitions.forEach(consumer::position);
            watching = Thread.ofPlatform().start(this::watch);
        }

        private void watch() {
            try (consumer) {
                while (true) {
                    consumer.poll(Duration.ofSeconds(10)).forEach(record -> note(record.key()));
                }
            } catch (WakeupException closed) {
                return;
            }
        }

        private void note(String post) {
            if (seen.merge(post, 1, Integer::sum) == RECORDS_OF_A_POST) {
                whole.put(post, System.nanoTime());
            }
        }

        long of(String post) {
            Long at = whole.get(post);
            if (at == null) {
                throw new IllegalStateException("No consumer has seen " + post + " whole.");
            }
            return at;
        }

        @Override
        public void close() {
            consumer.wakeup();
            try {
                watching.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
