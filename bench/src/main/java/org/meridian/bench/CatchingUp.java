package org.meridian.bench;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.meridian.bench.Report.Aim;
import org.meridian.bench.Report.Limit;
import org.meridian.schemas.Topics;

/**
 * A backlog of the UK's facts applied in New Zealand, beside a plain consumer that reads the same partitions. The backlog
 * becomes readable in the mirrored topic at one moment, by a Kafka transaction; a second one has to come over the link.
 */
final class CatchingUp implements Bench.Benchmark {

    private static final int FACTS = 200_000;
    private static final int WARM_UP = 40_000;
    private static final int PARTITIONS = 6;
    private static final String OWN = Topics.SHARED_POSTS;
    private static final String MIRRORED = "uk." + OWN;
    private static final Duration TIMEOUT = Duration.ofMinutes(5);

    @Override
    public void run(Network network, Report report) throws Exception {
        network.only("uk", "nz");
        Member uk = Member.signUp(network.httpPort("uk"), "operator@uk.example");
        Member nz = Member.signUp(network.httpPort("nz"), "operator@nz.example");
        nz.awaitSettled();
        try (var rows = network.database("nz")) {
            report.say("warming up");
            applied(network.kafka("nz"), rows, WARM_UP);
            consumed(network.kafka("nz"), WARM_UP);
            long before = posts(rows);
            report.say(FACTS + " facts in the mirrored topic");
            double perSecond = applied(network.kafka("nz"), rows, FACTS);
            check(rows, before + FACTS);
            nz.awaitSettled();
            Limit limit = new Limit("plain consumer", consumed(network.kafka("nz"), FACTS));
            report.add("facts applied", perSecond, "facts/s", limit, Aim.over(20_000));

            report.say(FACTS + " facts behind a paused link");
            double overLink = overTheLink(network, uk, nz, rows);
            report.add("the same, over the link", overLink, "facts/s", limit, null);
            check(rows, before + 2L * FACTS);
        }
        report.note(
                "a fifth of the facts are posts, the rest replies; counted from the first batch applied to the last;"
                        + " over the link, both nodes and the mirroring share the machine");
    }

    private static double applied(Map<String, Object> kafka, Connection rows, int facts) throws Exception {
        long before = offsets(rows);
        try (var backlog = new Backlog(kafka, MIRRORED)) {
            return rate(rows, before, backlog.write(facts), facts);
        }
    }

    private static double overTheLink(Network network, Member uk, Member nz, Connection rows) throws Exception {
        try (var backlog = new Backlog(network.kafka("uk"), OWN); var operator = nz.connect()) {
            long expected = ends(network.kafka("nz")) + FACTS;
            operator.post("/api/links/uk/pause", "").with(200);
            while (!operator.get("/api/links").with(200).text().contains("\"paused\"")) {
                Thread.sleep(50);
            }
            backlog.write(FACTS);
            uk.awaitSettled();
            long before = offsets(rows);
            operator.post("/api/links/uk/resume", "").with(200);
            return rate(rows, before, expected, FACTS);
        }
    }

    /** Facts per second, without those of the batch that was seen first. */
    private static double rate(Connection rows, long before, long expected, int facts) throws Exception {
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        long first = awaitOffsets(rows, before + 1, deadline);
        long begin = System.nanoTime();
        awaitOffsets(rows, expected, deadline);
        return Math.min(facts, expected - first) * 1e9 / (System.nanoTime() - begin);
    }

    private static long awaitOffsets(Connection rows, long least, long deadline) throws Exception {
        long applied = offsets(rows);
        while (applied < least) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("Applied up to " + applied + ", not to " + least + ".");
            }
            Thread.sleep(10);
            applied = offsets(rows);
        }
        return applied;
    }

    /** The sum over the partitions of how far they have been applied. */
    private static long offsets(Connection rows) throws SQLException {
        return number(rows, "SELECT coalesce(sum(next_offset), 0) FROM posts.applied_offset WHERE topic = '" + MIRRORED
                + "'");
    }

    private static long posts(Connection rows) throws SQLException {
        return number(rows, "SELECT count(*) FROM posts.post");
    }

    private static void check(Connection rows, long expected) throws SQLException {
        long parked = number(rows, "SELECT count(*) FROM posts.parked");
        if (posts(rows) != expected || parked != 0) {
            throw new IllegalStateException(posts(rows) + " posts, not " + expected + ", and " + parked + " parked");
        }
    }

    private static long number(Connection rows, String query) throws SQLException {
        try (var sql = rows.createStatement(); var row = sql.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }

    private static long ends(Map<String, Object> kafka) {
        try (var consumer = consumer(kafka)) {
            return consumer.endOffsets(consumer.assignment()).values().stream().mapToLong(Long::longValue).sum();
        }
    }

    private static double consumed(Map<String, Object> kafka, int records) throws IOException {
        try (var consumer = consumer(kafka)) {
            consumer.seekToBeginning(consumer.assignment());
            int first = consumer.poll(Duration.ofSeconds(10)).count();
            long begin = System.nanoTime();
            int read = first;
            while (read < records) {
                int more = consumer.poll(Duration.ofSeconds(10)).count();
                if (more == 0) {
                    throw new IOException("Only " + read + " records could be read.");
                }
                read += more;
            }
            return (read - first) * 1e9 / (System.nanoTime() - begin);
        }
    }

    /** With the settings of the node's own projections. */
    private static KafkaConsumer<byte[], byte[]> consumer(Map<String, Object> kafka) {
        kafka.put("isolation.level", "read_committed");
        kafka.put("max.poll.records", 2_000);
        var consumer = new KafkaConsumer<>(kafka, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        consumer.assign(IntStream.range(0, PARTITIONS).mapToObj(i -> new TopicPartition(MIRRORED, i)).toList());
        return consumer;
    }
}
