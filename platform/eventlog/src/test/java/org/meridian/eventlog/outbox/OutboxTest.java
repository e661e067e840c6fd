package org.meridian.eventlog.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.meridian.testing.TestIds.id;
import static org.meridian.testing.Waiting.eventually;

import java.sql.Connection;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.meridian.eventlog.database.Database;
import org.meridian.eventlog.event.BulkStatement;
import org.meridian.eventlog.event.Columns;
import org.meridian.eventlog.event.Entry;
import org.meridian.eventlog.sample.Notes;
import org.meridian.eventlog.serde.Codec;
import org.meridian.eventlog.serde.PeerSchemas;
import org.meridian.schemas.SchemaLock;
import org.meridian.testing.RealServers;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;

class OutboxTest {

    private static final Database DATABASE = Notes.database(RealServers.database(), 32);
    private static final JdbcTemplate JDBC = DATABASE.jdbc();

    private final Outbox outbox = new Outbox(JDBC, new Notes(1),
            new Codec(SchemaLock.onClassPath(), new PeerSchemas()), Clock.systemUTC());

    @BeforeEach
    void startWithNothing() {
        JDBC.execute("TRUNCATE note, note_content, aggregate, parked, outbox,"
                + " idempotency_key");
    }

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    private static List<String> sent() {
        return JDBC.query("SELECT topic || ' ' || key || ' ' || type FROM outbox ORDER BY seq",
                (row, i) -> String.valueOf(row.getString(1)));
    }

    @Test
    void factsContentRowsAndWhatStandsBesideThemAreOneStatement() {
        BulkStatement key = idempotencyKey("k1");
        outbox.append(List.of(Notes.published(id("uk-a"), 1), Notes.content(id("uk-a"), 1, "text")), key);
        assertThat(sent()).containsExactly("shared.posts " + id("uk-a") + " org.meridian.events.posts.PostPublished",
                "shared.content " + id("uk-a") + " org.meridian.events.posts.PostContent");
        assertThat(Notes.rows(JDBC)).hasSize(3);
        // No transaction surrounds it: what one transaction wrote, one statement wrote.
        assertThat(JDBC.queryForObject("""
                SELECT count(DISTINCT x) FROM (SELECT xmin::text FROM note
                  UNION ALL SELECT xmin::text FROM note_content UNION ALL SELECT xmin::text FROM aggregate
                  UNION ALL SELECT xmin::text FROM outbox
                  UNION ALL SELECT xmin::text FROM idempotency_key) t(x)""", Integer.class)).isEqualTo(1);
    }

    private static BulkStatement idempotencyKey(String key) {
        Columns<String> column = Columns.of(String.class).text("k", it -> it);
        return column.bind("INSERT INTO idempotency_key (member_id, key, request_hash, result_id)"
                + " SELECT 'm', k, 'h', 'r' FROM " + column.as("t"), List.of(key));
    }

    @Test
    void onlyTheNextVersionIsWritten() {
        outbox.append(List.of(Notes.published(id("uk-a"), 1)));
        List<String> rows = Notes.rows(JDBC);
        for (int version : new int[]{1, 3, 0}) {
            assertThatThrownBy(() -> outbox.append(List.of(Notes.published(id("uk-a"), version, "other",
                    org.meridian.events.posts.Kind.UPDATE)))).isInstanceOf(StaleVersion.class);
        }
        assertThatThrownBy(() -> outbox.append(List.of(Notes.published(id("uk-new"), 2))))
                .isInstanceOf(StaleVersion.class);
        assertThatThrownBy(() -> outbox.append(List.of(Notes.published(id("uk-b"), 1), Notes.published(id("uk-a"), 3))))
                .isInstanceOf(StaleVersion.class);
        assertThat(Notes.rows(JDBC)).isEqualTo(rows);
        assertThat(sent()).hasSize(1);
    }

    @Test
    void anAggregateWithParkedRecordsOfItsOwnTopicsIsReadOnly() {
        outbox.append(List.of(Notes.published(id("uk-a"), 1)));
        park("nz.shared.posts", id("uk-a"));
        outbox.append(List.of(Notes.published(id("uk-a"), 2)));
        park("shared.posts", id("uk-a"));
        assertThatThrownBy(() -> outbox.append(List.of(Notes.published(id("uk-a"), 3))))
                .isInstanceOf(StaleVersion.class);
        JDBC.update("DELETE FROM parked");
        outbox.append(List.of(Notes.published(id("uk-a"), 3)));
    }

    private static void park(String topic, String key) {
        JDBC.update("""
                INSERT INTO parked (topic, partition, "offset", key, recorded_at, reason, detail, parked_at)
                VALUES (?, 0, 0, ?, now(), 'conflict', '', now())""", topic, key);
    }

    @Test
    void whatElseFailsIsNotTakenForAStaleVersionAndWritesNothing() {
        outbox.append(List.of(Notes.published(id("uk-a"), 1)), idempotencyKey("k"));
        assertThatThrownBy(() -> outbox.append(List.of(Notes.published(id("uk-a"), 2)), idempotencyKey("k")))
                .isInstanceOf(DuplicateKeyException.class);
        assertThatThrownBy(() -> outbox.append(List.of(Notes.published(id("uk-b"), 1, "",
                org.meridian.events.posts.Kind.UNKNOWN)))).isInstanceOf(DataIntegrityViolationException.class);
        assertThat(sent()).hasSize(1);
        assertThat(Notes.rows(JDBC)).hasSize(2);
    }

    /** PostgreSQL takes back whoever has waited for a second first: the statement. */
    @Test
    void aStatementThatWaitsForWhoeverWaitsForItIsWrittenAllTheSame() throws Exception {
        outbox.append(List.of(Notes.published(id("uk-a"), 1)));
        try (Connection other = DATABASE.dataSource().getConnection();
                Statement sql = other.createStatement();
                var thread = Executors.newSingleThreadExecutor()) {
            other.setAutoCommit(false);
            sql.execute("SELECT FROM note FOR UPDATE");
            Future<?> appended = thread.submit(() -> outbox.append(List.of(Notes.published(id("uk-a"), 2))));
            eventually(() -> JDBC.queryForObject("SELECT count(*) FROM pg_stat_activity"
                    + " WHERE datname = current_database() AND wait_event_type = 'Lock'", Integer.class),
                    waiting -> waiting == 1);

            sql.execute("SELECT FROM aggregate FOR UPDATE");
            other.commit();

            appended.get();
        }
        assertThat(JDBC.queryForList("SELECT version FROM note", Integer.class)).containsExactly(2);
        assertThat(sent()).hasSize(2);
    }

    @Test
    void thirtyTwoWritersOfOneAggregateGiveOutEachVersionOnceAndInOrder() throws Exception {
        int each = 20;
        try (var threads = Executors.newFixedThreadPool(32)) {
            List<Callable<Integer>> writers = new ArrayList<>();
            IntStream.range(0, 32).forEach(writer -> writers.add(() -> writeNext(writer, each)));
            for (Future<Integer> written : threads.invokeAll(writers)) {
                assertThat(written.get()).isEqualTo(each);
            }
        }
        var codec = new Codec(SchemaLock.onClassPath(), new PeerSchemas());
        List<Integer> versions = new ArrayList<>();
        for (byte[] value : JDBC.query("SELECT value FROM outbox ORDER BY seq", (row, i) -> row.getBytes(1))) {
            versions.add(Entry.of("shared.posts", codec.decode("uk", value)).version());
        }
        assertThat(versions).containsExactlyElementsOf(IntStream.rangeClosed(1, 32 * each).boxed().toList());
        assertThat(JDBC.queryForObject("SELECT cardinality(event_ids) FROM aggregate", Integer.class))
                .isEqualTo(32 * each);
    }

    /** Reads the state and decides again, as often as somebody else was first. */
    private int writeNext(int writer, int times) {
        int written = 0;
        while (written < times) {
            Integer version = JDBC.queryForObject("SELECT COALESCE(max(version), 0) FROM aggregate",
                    Integer.class);
            try {
                outbox.append(List.of(Notes.published(id("uk-a"), (version == null ? 0 : version) + 1,
                        writer + "/" + written, org.meridian.events.posts.Kind.UPDATE)));
                written++;
            } catch (StaleVersion e) {
                Thread.onSpinWait();
            }
        }
        return written;
    }
}
