package org.meridian.eventlog.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meridian.testing.TestIds.id;
import static org.meridian.testing.Waiting.eventually;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.meridian.eventlog.database.Database;
import org.meridian.eventlog.sample.Notes;
import org.meridian.eventlog.serde.Codec;
import org.meridian.eventlog.serde.PeerSchemas;
import org.meridian.schemas.SchemaLock;
import org.meridian.testing.RealServers;
import org.meridian.testing.TestBroker;
import org.springframework.jdbc.core.JdbcTemplate;

class RelayTest {

    private static final Database DATABASE = Notes.database(RealServers.database(), 6);
    private static final JdbcTemplate JDBC = DATABASE.jdbc();
    private static final TestBroker BROKER = RealServers.broker();

    private final Outbox outbox = new Outbox(JDBC, new Notes(1),
            new Codec(SchemaLock.onClassPath(), new PeerSchemas()), Clock.systemUTC());
    private final Relay relay = relay();

    private static Relay relay() {
        return new Relay(DATABASE, "uk", new HashMap<>(BROKER.kafkaClient()));
    }

    @BeforeEach
    void startWithNothing() {
        JDBC.execute("TRUNCATE note, note_content, aggregate, outbox");
        BROKER.createTopic("shared.posts", 1);
        BROKER.createTopic("shared.content", 1);
    }

    @AfterEach
    void removeTopics() {
        relay.close();
        BROKER.deleteTopic("shared.posts");
        BROKER.deleteTopic("shared.content");
    }

    @AfterAll
    static void close() {
        DATABASE.close();
        BROKER.close();
    }

    private void append(int from, int to) {
        IntStream.rangeClosed(from, to)
                .forEach(version -> outbox.append(List.of(Notes.published(id("uk-a"), version))));
    }

    private static List<Integer> versions() throws Exception {
        var codec = new Codec(SchemaLock.onClassPath(), new PeerSchemas());
        var versions = new java.util.ArrayList<Integer>();
        for (ConsumerRecord<String, byte[]> record : BROKER.readAll("shared.posts")) {
            versions.add(((org.meridian.events.posts.PostPublished) codec.decode("uk", record.value())).getVersion());
        }
        return versions;
    }

    private static List<Integer> upTo(int last) {
        return IntStream.rangeClosed(1, last).boxed().toList();
    }

    private static void waitUntilEmpty() {
        eventually(() -> JDBC.queryForObject("SELECT count(*) FROM outbox", Long.class),
                count -> count != null && count == 0);
    }

    @Test
    void sendsInOrderWithTheEnvelopeAndDeletesWhatWasAcknowledged() throws Exception {
        append(1, 1500);
        outbox.append(List.of(Notes.content(id("uk-a"), 3, "text")));
        relay.start();
        waitUntilEmpty();
        eventually(relay::hasDrained, drained -> drained);
        assertThat(versions()).isEqualTo(upTo(1500));
        ConsumerRecord<String, byte[]> first = BROKER.readAll("shared.posts").getFirst();
        assertThat(first.key()).isEqualTo(id("uk-a"));
        var fact = (org.meridian.eventlog.event.Entry.Fact) Notes.published(id("uk-a"), 1);
        assertThat(headers(first)).containsEntry("ce_specversion", "1.0")
                .containsEntry("ce_id", fact.eventId().toString()).containsEntry("ce_source", "/nodes/uk/notes")
                .containsEntry("ce_type", "org.meridian.events.posts.PostPublished")
                .containsEntry("ce_time", fact.occurredAt().toString()).containsEntry("ce_subject", id("uk-a"))
                .containsEntry("content-type", "application/avro").hasSize(7);
        assertThat(headers(BROKER.readAll("shared.content").getFirst())).containsEntry("ce_id",
                "shared.content/" + id("uk-a") + "/3");
    }

    private static java.util.Map<String, String> headers(ConsumerRecord<String, byte[]> record) {
        var headers = new HashMap<String, String>();
        record.headers().forEach(it -> headers.put(it.key(), new String(it.value(), StandardCharsets.UTF_8)));
        return headers;
    }

    @Test
    void isWokenByACommit() {
        relay.start();
        eventually(relay::hasDrained, drained -> drained);
        long start = System.nanoTime();
        append(1, 20);
        relay.wake();
        waitUntilEmpty();
        assertThat(java.time.Duration.ofNanos(System.nanoTime() - start)).isLessThan(java.time.Duration.ofMillis(900));
    }

    @Test
    void aCrashBetweenSendingAndDeletingSendsAgain() throws Exception {
        append(1, 3);
        JDBC.execute("CREATE FUNCTION crash() RETURNS trigger LANGUAGE plpgsql AS"
                + " $$ BEGIN RAISE 'crash'; END $$");
        JDBC.execute("CREATE TRIGGER crash BEFORE DELETE ON outbox EXECUTE FUNCTION crash()");
        relay.start();
        eventually(RelayTest::versions, it -> it.size() >= 6);
        assertThat(relay.hasDrained()).isFalse();
        JDBC.execute("DROP FUNCTION crash() CASCADE");
        waitUntilEmpty();
        assertThat(versions().subList(0, 6)).containsExactly(1, 2, 3, 1, 2, 3);
    }

    @Test
    void ofTwoRelaysWhicheverIsWokenSends() throws Exception {
        try (Relay second = relay()) {
            relay.start();
            second.start();
            eventually(() -> relay.hasDrained() && second.hasDrained(), drained -> drained);
            append(1, 20);
            relay.wake();
            waitUntilEmpty();
            append(21, 40);
            long start = System.nanoTime();
            second.wake();
            waitUntilEmpty();
            assertThat(java.time.Duration.ofNanos(System.nanoTime() - start))
                    .isLessThan(java.time.Duration.ofMillis(900));
            for (int version = 41; version <= 200; version++) {
                append(version, version);
                (version % 2 == 0 ? relay : second).wake();
            }
            waitUntilEmpty();
            assertThat(versions()).isEqualTo(upTo(200));
            eventually(RelayTest::locks, locks -> locks == 0);
            relay.close();
            append(201, 210);
            second.wake();
            waitUntilEmpty();
            assertThat(versions()).isEqualTo(upTo(210));
        }
        assertThat(locks()).isZero();
    }

    /** Another instance is kept busy all the time: what was there at the start is what counts. */
    @Test
    void isDrainedWhenWhatItFoundHasGoneThoughMoreHasCome() throws Exception {
        append(1, 1);
        try (var connection = DATABASE.dataSource().getConnection(); var statement = connection.createStatement()) {
            statement.execute("SELECT pg_advisory_lock(hashtext('relay notes'))");
            relay.start();
            eventually(RelayTest::looksOfOthers, looks -> looks > 0);
            assertThat(relay.hasDrained()).isFalse();
            append(2, 2);
            JDBC.update("DELETE FROM outbox WHERE seq = (SELECT min(seq) FROM outbox)");
            eventually(relay::hasDrained, drained -> drained);
            assertThat(relay.isIdle()).isFalse();
            statement.execute("SELECT pg_advisory_unlock_all()");
        }
        waitUntilEmpty();
    }

    private static long looksOfOthers() {
        Long looks = JDBC.queryForObject("""
                SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()
                AND query LIKE '%min(seq) FROM outbox%' AND pid <> pg_backend_pid()""", Long.class);
        return looks == null ? 0 : looks;
    }

    private static long locks() {
        Long locks = JDBC.queryForObject("""
                SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted
                AND database = (SELECT oid FROM pg_database WHERE datname = current_database())""", Long.class);
        return locks == null ? 0 : locks;
    }

    @Test
    void aBrokerThatWasAwayGetsEverythingInOrder() throws Exception {
        relay.start();
        append(1, 5);
        waitUntilEmpty();
        BROKER.stop();
        append(6, 10);
        relay.wake();
        BROKER.start();
        waitUntilEmpty();
        assertThat(new java.util.LinkedHashSet<>(versions())).containsExactlyElementsOf(upTo(10));
    }

    @Test
    void connectionsThatBreakAreReplaced() throws Exception {
        relay.start();
        append(1, 1);
        waitUntilEmpty();
        eventually(() -> JDBC.queryForList("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                + " WHERE datname = current_database() AND pid <> pg_backend_pid()"), gone -> true);
        eventually(() -> append(2, 2));
        waitUntilEmpty();
        assertThat(versions()).isEqualTo(upTo(2));
    }
}
