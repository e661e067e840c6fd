package org.meridian.eventlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.meridian.testing.TestIds.id;
import static org.meridian.testing.Waiting.eventually;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.meridian.eventlog.database.Database;
import org.meridian.eventlog.event.Entry;
import org.meridian.eventlog.outbox.StaleVersion;
import org.meridian.eventlog.projection.Parked;
import org.meridian.eventlog.sample.Notes;
import org.meridian.eventlog.serde.Codec;
import org.meridian.eventlog.serde.PeerSchemas;
import org.meridian.events.log.SchemaAnnounced;
import org.meridian.events.posts.Kind;
import org.meridian.process.settings.NodeSettings;
import org.meridian.schemas.SchemaLock;
import org.meridian.schemas.Topics;
import org.meridian.testing.RealServers;
import org.meridian.testing.TestBroker;
import org.meridian.testing.TestDatabase;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.jdbc.core.JdbcTemplate;

/** One service's log against a real broker and a real database; what nz sends is written to its mirrored topics. */
class EventLogTest {

    private static final TestBroker BROKER = RealServers.broker();
    private static final Codec CODEC = new Codec(SchemaLock.onClassPath(), new PeerSchemas());

    private final List<Running> started = new ArrayList<>();
    private final List<String> failures = new CopyOnWriteArrayList<>();

    /** A process with the sample service in it. */
    private record Running(EventLog log, JdbcTemplate jdbc, Database data, LogTopics topics,
            PeerSchemas peerSchemas, NodeSettings settings) {

        void stop() {
            log.stop();
            data.close();
        }

        Running untilOpen() {
            eventually(log::isOpen, open -> open);
            return this;
        }

        /** {@code <version> <kind>} of a note; empty when there is none. */
        String note(String id) {
            return jdbc.query("SELECT version || ' ' || kind FROM note WHERE id = ?",
                    (row, i) -> String.valueOf(row.getString(1)), id).stream().findFirst().orElse("");
        }

        /** What is parked, of this test's own aggregates. */
        List<String> parked(String of) {
            return log.parked(100).stream().filter(it -> Set.of(id("uk-" + of), id("nz-" + of)).contains(it.key()))
                    .map(it -> it.key() + " " + it.reason())
                    .toList();
        }
    }

    private Running prepare(TestDatabase database, int codeVersion, int partitions) {
        Database data = new Database(Notes.SERVICE, database.pool(Notes.SERVICE, 8));
        data.start();
        NodeSettings settings = new NodeSettings("uk",
                Map.of("nz", new NodeSettings.Peer("localhost:1", "http://localhost:1", "secret")),
                BROKER.kafkaClient().entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, it -> String.valueOf(it.getValue()))),
                partitions);
        var topics = new LogTopics(settings);
        var peerSchemas = new PeerSchemas();
        EventLog log = new EventLogs(settings, new SimpleMeterRegistry(), Clock.systemUTC(), topics,
                new Codec(SchemaLock.onClassPath(), peerSchemas),
                failures::add)
                .create(data, Topics.pattern(Topics.SHARED_POSTS, Topics.SHARED_CONTENT),
                        new Notes(codeVersion));
        var running = new Running(log, data.jdbc(), data, topics, peerSchemas, settings);
        started.add(running);
        return running;
    }

    private Running start(TestDatabase database) {
        Running running = prepare(database, 1, 1);
        running.log().start();
        return running;
    }

    @BeforeAll
    static void whatTheLinkMakes() {
        BROKER.createTopic("nz.shared.posts", 1);
        BROKER.createTopic("nz.shared.content", 1);
        BROKER.createTopic("nz.shared.schemas", 1);
    }

    @AfterEach
    void stopAll() {
        started.stream().filter(it -> !((HikariDataSource) it.data().dataSource()).isClosed()).forEach(Running::stop);
    }

    @AfterAll
    static void close() {
        BROKER.close();
    }

    private static void nzSends(Entry... entries) {
        List<ProducerRecord<String, byte @Nullable []>> records = new ArrayList<>();
        for (Entry entry : entries) {
            records.add(new ProducerRecord<>("nz." + entry.topic(), entry.id(), CODEC.encode(entry.body())));
        }
        BROKER.send(records);
    }

    private static long inKafka(String id) {
        return BROKER.readAll("shared.posts").stream().filter(it -> it.key().equals(id)).count();
    }

    @Test
    void whatIsAppendedIsInTheRowsAtOnceAndInKafkaSoon() {
        Running uk = start(RealServers.database()).untilOpen();
        uk.log().append(List.of(Notes.published(id("uk-first"), 1), Notes.content(id("uk-first"), 1, "text")));
        assertThat(uk.note(id("uk-first"))).isEqualTo("1 DISCUSSION");
        eventually(() -> inKafka(id("uk-first")), count -> count == 1);
        nzSends(Notes.content(id("nz-first"), 1, "content before their fact"), Notes.published(id("nz-first"), 1));
        eventually(() -> uk.log().awaitTrue(() -> !uk.note(id("nz-first")).isEmpty()), learned -> learned);
        eventually(() -> assertThat(uk.jdbc().queryForObject("SELECT next_offset FROM applied_offset"
                + " WHERE topic = 'shared.posts'", Long.class)).isPositive());
        assertThat(uk.parked("first")).isEmpty();
    }

    @Test
    void opensOnlyWhenItsOutboxIsDrained() {
        Running before = start(RealServers.database()).untilOpen();
        TestDatabase database = RealServers.database();
        Running uk = prepare(database, 1, 1);
        before.stop();
        uk.jdbc().execute(
                "CREATE FUNCTION crash() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'no'; END $$");
        uk.jdbc().execute("CREATE TRIGGER crash BEFORE DELETE ON outbox EXECUTE FUNCTION crash()");
        uk.log().append(List.of(Notes.published(id("uk-drain"), 1)));
        uk.log().start();
        eventually(() -> inKafka(id("uk-drain")), count -> count >= 2);
        assertThat(uk.log().isOpen()).isFalse();
        uk.jdbc().execute("DROP FUNCTION crash() CASCADE");
        uk.untilOpen();
        // Sent twice, applied once.
        assertThat(uk.note(id("uk-drain"))).isEqualTo("1 DISCUSSION");
        assertThat(uk.parked("drain")).isEmpty();
    }

    @Test
    void opensOnlyWhenItsOwnLogIsApplied() throws Exception {
        Running first = start(RealServers.database()).untilOpen();
        first.log().append(List.of(Notes.published(id("uk-own"), 1)));
        eventually(() -> inKafka(id("uk-own")), count -> count == 1);
        first.stop();
        Running second = prepare(RealServers.database(), 1, 1);
        try (Connection blocking = second.data().dataSource().getConnection();
                Statement statement = blocking.createStatement()) {
            blocking.setAutoCommit(false);
            statement.execute("LOCK TABLE note IN ACCESS EXCLUSIVE MODE");
            second.log().start();
            eventually(() -> second.jdbc().queryForObject("SELECT count(*) FROM pg_stat_activity WHERE"
                    + " datname = current_database() AND wait_event_type = 'Lock'", Long.class),
                    count -> count != null && count > 0);
            assertThat(second.log().isOpen()).isFalse();
            blocking.rollback();
            blocking.setAutoCommit(true);
        }
        second.untilOpen();
        assertThat(second.note(id("uk-own"))).isEqualTo("1 DISCUSSION");
    }

    @Test
    void aDatabasePutBackCatchesUpWithItselfAndGivesNoVersionOutTwice() {
        TestDatabase database = RealServers.database();
        Running uk = start(database).untilOpen();
        uk.log().append(List.of(Notes.published(id("uk-back"), 1)));
        eventually(() -> inKafka(id("uk-back")), count -> count == 1);
        uk.stop();
        TestDatabase yesterday = RealServers.copyOf(database);

        Running today = start(database).untilOpen();
        today.log().append(List.of(Notes.published(id("uk-back"), 2)));
        today.log().append(List.of(Notes.withdrawn(id("uk-back"), 3)));
        eventually(() -> inKafka(id("uk-back")), count -> count == 3);
        List<String> rows = Notes.rows(today.jdbc());
        today.stop();

        Running restored = start(yesterday).untilOpen();
        assertThat(Notes.rows(restored.jdbc())).isEqualTo(rows);
        assertThatThrownBy(() -> restored.log()
                .append(List.of(Notes.published(id("uk-back"), 2, "another", Kind.UPDATE))))
                .isInstanceOf(StaleVersion.class);
        restored.log().append(List.of(Notes.published(id("uk-back"), 4)));
        eventually(() -> inKafka(id("uk-back")), count -> count == 4);
        assertThat(restored.parked("back")).isEmpty();
    }

    @Test
    void aHigherCodeVersionWritesTheRowsAnewBeforeItOpens() {
        TestDatabase database = RealServers.database();
        Running old = start(database).untilOpen();
        old.log().append(List.of(Notes.published(id("uk-rebuild"), 1)));
        nzSends(Notes.published(id("nz-rebuild"), 1));
        eventually(() -> old.note(id("nz-rebuild")), note -> !note.isEmpty());
        old.jdbc().update("UPDATE note SET kind = 'as the old code wrote it'");
        old.stop();

        Running same = start(database).untilOpen();
        assertThat(same.note(id("uk-rebuild"))).isEqualTo("1 as the old code wrote it");
        same.stop();

        Running newer = prepare(database, 2, 1);
        newer.log().start();
        newer.untilOpen();
        assertThat(newer.note(id("uk-rebuild"))).isEqualTo("1 DISCUSSION");
        assertThat(newer.note(id("nz-rebuild"))).isEqualTo("1 DISCUSSION");
        newer.jdbc().update("UPDATE note SET kind = 'as it is'");
        newer.stop();

        Running again = prepare(database, 2, 1);
        again.log().start();
        assertThat(again.untilOpen().note(id("uk-rebuild"))).isEqualTo("1 as it is");
    }

    @Test
    void aTopicFoundedAnewIsReadFromTheBeginning() {
        TestDatabase database = RealServers.database();
        Running uk = start(database).untilOpen();
        nzSends(Notes.published(id("nz-anew"), 1), Notes.published(id("nz-anew"), 2));
        eventually(() -> uk.note(id("nz-anew")), note -> note.startsWith("2"));
        uk.stop();
        BROKER.deleteTopic("nz.shared.posts");
        BROKER.createTopic("nz.shared.posts", 1);
        nzSends(Notes.published(id("nz-anew"), 1), Notes.published(id("nz-anew"), 2),
                Notes.published(id("nz-anew"), 3));
        Running again = start(database).untilOpen();
        eventually(() -> again.note(id("nz-anew")), note -> note.startsWith("3"));
        assertThat(again.parked("anew")).isEmpty();
    }

    @Test
    void anotherNumberOfPartitionsEndsTheStartWithOneSentence() {
        start(RealServers.database()).untilOpen().stop();
        Running wrong = prepare(RealServers.database(), 1, 3);
        wrong.log().start();
        eventually(() -> failures, it -> it.size() == 1);
        assertThat(failures.getFirst()).startsWith("notes cannot open: meridian.partitions is 3, but")
                .contains("set it back").contains("shared.posts=1").doesNotContain("\n");
        assertThat(wrong.log().isOpen()).isFalse();
    }

    @Test
    void aForgedFactIsParkedAndBlocksNothing() {
        Running uk = start(RealServers.database()).untilOpen();
        Entry forged = Notes.published(id("uk-forged"), 1);
        nzSends(forged, Notes.published(id("nz-honest"), 1));
        eventually(() -> uk.note(id("nz-honest")), note -> !note.isEmpty());
        assertThat(uk.parked("forged")).contains(id("uk-forged") + " provenance");
        assertThat(uk.note(id("uk-forged"))).isEmpty();
        uk.log().append(List.of(Notes.published(id("uk-forged"), 1)));
    }

    @Test
    void anOperatorTriesAParkedRecordAgain() throws Exception {
        Running uk = start(RealServers.database()).untilOpen();
        nzSends(Notes.published(id("nz-refused"), 1, "", Kind.UNKNOWN), Notes.published(id("nz-refused"), 2));
        eventually(() -> uk.parked("refused"), it -> it.contains(id("nz-refused") + " gap"));
        long id = uk.log().parked(100).stream().filter(it -> it.key().equals(id("nz-refused")))
                .mapToLong(Parked.Item::id)
                .min().orElseThrow();
        assertThat(uk.log().retry(id)).isFalse();
        uk.jdbc().execute("ALTER TABLE note DROP CONSTRAINT note_kind_check");
        assertThat(uk.log().retry(id)).isTrue();
        assertThat(uk.note(id("nz-refused"))).startsWith("2");
        assertThat(uk.log().retry(id)).isFalse();
    }

    @Test
    void aNewerPeersRecordIsAppliedOnceItsSchemaIsAnnounced() {
        Running uk = start(RealServers.database()).untilOpen();
        var logs = new StaticListableBeanFactory();
        logs.addBean("log", uk.log());
        var announcements = new SchemaAnnouncements(uk.settings(), uk.topics(), uk.peerSchemas(),
                logs.getBeanProvider(EventLog.class));
        announcements.start();
        try {
            byte[] value = CODEC.encode(Notes.published(id("nz-newer"), 1).body());
            byte[] newer = Arrays.copyOf(value, value.length + 1);
            newer[1] = 1; // an id that is not locked; the last byte is the new field's null
            BROKER.send(List.of(new ProducerRecord<>("nz.shared.posts", id("nz-newer"), newer)));
            eventually(() -> uk.parked("newer"), it -> it.contains(id("nz-newer") + " unknown-schema"));
            BROKER.send(List.of(announcement(newer)));
            eventually(() -> uk.note(id("nz-newer")), note -> note.equals("1 DISCUSSION"));
            assertThat(uk.parked("newer")).isEmpty();
            eventually(() -> BROKER.readAll("shared.schemas").stream().map(it -> it.key()).collect(Collectors.toSet())
                    .size(), size -> size == SchemaLock.onClassPath().schemas().size());
        } finally {
            announcements.stop();
        }
    }

    private static ProducerRecord<String, byte @Nullable []> announcement(byte[] record) {
        int id = java.nio.ByteBuffer.wrap(record, 1, 4).getInt();
        String type = Notes.published(id("nz-newer"), 1).body().getSchema().getFullName();
        String text = SchemaLock.onClassPath().current(type).orElseThrow().text();
        int last = text.lastIndexOf(']');
        String newer = text.substring(0, last) + ",{\"name\":\"mood\",\"type\":[\"null\",\"string\"],\"default\":null}"
                + text.substring(last);
        byte[] value = CODEC.encode(SchemaAnnounced.newBuilder().setSchemaId(id).setSubject("s").setSchemaVersion(2)
                .setSchema$(newer).build());
        return new ProducerRecord<>("nz.shared.schemas", String.valueOf(id), value);
    }

    @Test
    void aDatabaseThatComesBackIsUsedAgain() {
        Running uk = start(RealServers.database()).untilOpen();
        for (int round = 1; round <= 2; round++) {
            uk.jdbc().queryForList("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    + " WHERE datname = current_database() AND pid <> pg_backend_pid()");
            nzSends(Notes.published(id("nz-db"), round));
            String version = String.valueOf(round);
            eventually(() -> uk.note(id("nz-db")), note -> note.startsWith(version));
        }
        assertThat(uk.parked("db")).isEmpty();
    }

    @Test
    void aBrokerThatIsAwayAtTheStartIsWaitedForAndLaterToo() {
        start(RealServers.database()).untilOpen().stop();
        BROKER.stop();
        Running uk = start(RealServers.database());
        assertThat(uk.log().isOpen()).isFalse();
        BROKER.start();
        uk.untilOpen();
        BROKER.stop();
        uk.log().append(List.of(Notes.published(id("uk-away"), 1)));
        BROKER.start();
        eventually(() -> inKafka(id("uk-away")), count -> count >= 1);
        nzSends(Notes.published(id("nz-away"), 1));
        eventually(() -> uk.note(id("nz-away")), note -> !note.isEmpty());
        assertThat(failures).isEmpty();
    }

    @Test
    void stopsLeavingNothingBehindAndStartsAgain() {
        TestDatabase database = RealServers.database();
        Running uk = start(database).untilOpen();
        uk.log().append(List.of(Notes.published(id("uk-stop"), 1)));
        uk.log().stop();
        assertThat(uk.log().isRunning()).isFalse();
        eventually(EventLogTest::ownThreads, Set::isEmpty);
        uk.log().start();
        uk.untilOpen();
        uk.log().append(List.of(Notes.published(id("uk-stop"), 2)));
        eventually(() -> inKafka(id("uk-stop")), count -> count >= 2);
        uk.stop();
        eventually(EventLogTest::ownThreads, Set::isEmpty);
    }

    @Test
    void stopsWhileTheBrokerIsAway() {
        start(RealServers.database()).untilOpen().stop();
        BROKER.stop();
        try {
            Running uk = start(RealServers.database());
            long start = System.nanoTime();
            uk.stop();
            assertThat(java.time.Duration.ofNanos(System.nanoTime() - start))
                    .isLessThan(java.time.Duration.ofSeconds(5));
            eventually(EventLogTest::ownThreads, Set::isEmpty);
        } finally {
            BROKER.start();
        }
    }

    private static Set<String> ownThreads() {
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getName)
                .filter(name -> name.matches("(opening|relay|projection)-notes|kafka-producer-network-thread.*"
                        + "|kafka-coordinator-heartbeat.*meridian-notes.*|kafka-admin-client-thread.*"))
                .collect(Collectors.toSet());
    }
}
