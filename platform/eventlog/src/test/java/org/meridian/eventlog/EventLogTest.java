package org.meridian.eventlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meridian.testing.TestIds.id;
import static org.meridian.testing.Waiting.eventually;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.meridian.eventlog.NotesServices.Running;
import org.meridian.eventlog.event.Entry;
import org.meridian.eventlog.projection.Parked;
import org.meridian.eventlog.projection.Parked.Discarded;
import org.meridian.eventlog.sample.Notes;
import org.meridian.events.log.SchemaAnnounced;
import org.meridian.events.posts.Kind;
import org.meridian.schemas.SchemaLock;
import org.meridian.testing.RealServers;
import org.meridian.testing.TestDatabase;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

/** What one service's log does with what is written here and with what comes from nz, on a real broker and a real database. */
class EventLogTest {

    private static final NotesServices NOTES = new NotesServices();

    @AfterAll
    static void close() {
        NOTES.close();
    }

    @AfterEach
    void stop() {
        NOTES.stop();
    }

    @Test
    void whatIsAppendedIsInTheRowsAtOnceAndInKafkaSoon() {
        Running uk = NOTES.start(RealServers.database()).untilOpen();
        uk.log().append(List.of(Notes.published(id("uk-first"), 1), Notes.content(id("uk-first"), 1, "text")));
        assertThat(uk.note(id("uk-first"))).isEqualTo("1 DISCUSSION");
        eventually(() -> NOTES.inKafka(id("uk-first")), count -> count == 1);
        NOTES.nzSends(Notes.content(id("nz-first"), 1, "content before its fact"),
                Notes.published(id("nz-first"), 1));
        eventually(() -> uk.log().awaitTrue(() -> !uk.note(id("nz-first")).isEmpty()), learned -> learned);
        eventually(() -> assertThat(uk.jdbc().queryForObject("SELECT next_offset FROM applied_offset"
                + " WHERE topic = 'shared.posts'", Long.class)).isPositive());
        assertThat(uk.parked("first")).isEmpty();
    }

    @Test
    void aForgedFactIsParkedAndBlocksNothing() {
        Running uk = NOTES.start(RealServers.database()).untilOpen();
        Entry forged = Notes.published(id("uk-forged"), 1);
        NOTES.nzSends(forged, Notes.published(id("nz-honest"), 1));
        eventually(() -> uk.note(id("nz-honest")), note -> !note.isEmpty());
        assertThat(uk.parked("forged")).contains(id("uk-forged") + " provenance");
        assertThat(uk.note(id("uk-forged"))).isEmpty();
        uk.log().append(List.of(Notes.published(id("uk-forged"), 1)));
    }

    @Test
    void anOperatorTriesAParkedRecordAgain() throws Exception {
        Running uk = NOTES.start(RealServers.database()).untilOpen();
        NOTES.nzSends(Notes.published(id("nz-refused"), 1, "", Kind.UNKNOWN), Notes.published(id("nz-refused"), 2));
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
    void anOperatorGivesAParkedRecordUpWhichClosesNoGap() throws Exception {
        Running uk = NOTES.start(RealServers.database()).untilOpen();
        NOTES.nzSends(Notes.published(id("nz-given-up"), 1, "", Kind.UNKNOWN), Notes.published(id("nz-given-up"), 2),
                Notes.published(id("nz-given-up"), 3));
        eventually(() -> uk.parked("given-up"), it -> it.size() == 3);
        List<Long> ids = uk.log().parked(100).stream().filter(it -> it.key().equals(id("nz-given-up")))
                .map(Parked.Item::id).sorted().toList();
        long others = uk.log().parkedCount() - 3;
        var why = new Discarded(Instant.parse("2026-03-01T12:00:00Z"), "uk-operator", "nobody misses it");

        assertThat(uk.log().discard(ids.getFirst(), why, false)).contains(1);
        assertThat(uk.log().discard(ids.getFirst(), why, false)).contains(0);
        assertThat(uk.log().parkedBehind(ids.getFirst())).isEqualTo(2);
        assertThat(uk.parked("given-up")).containsExactly(id("nz-given-up") + " gap", id("nz-given-up") + " gap");
        assertThat(uk.log().discard(ids.getFirst(), why, true)).contains(2);
        assertThat(uk.log().discard(Long.MAX_VALUE, why, true)).isEmpty();

        assertThat(uk.parked("given-up")).isEmpty();
        assertThat(uk.log().parkedCount()).isEqualTo(others);
        assertThat(uk.log().discarded(100)).filteredOn(it -> it.key().equals(id("nz-given-up"))).hasSize(3)
                .allMatch(it -> why.equals(it.discarded()));
        assertThat(uk.note(id("nz-given-up"))).isEmpty();

        uk.jdbc().execute("ALTER TABLE note DROP CONSTRAINT note_kind_check");
        assertThat(uk.log().retry(ids.getFirst())).isTrue();
        assertThat(uk.note(id("nz-given-up"))).startsWith("3");
    }

    @Test
    void whatWasGivenUpStaysSoThroughARebuild() {
        TestDatabase database = RealServers.database();
        Running uk = NOTES.start(database).untilOpen();
        NOTES.nzSends(Notes.published(id("nz-rebuilt"), 1, "", Kind.UNKNOWN));
        eventually(() -> uk.parked("rebuilt"), it -> it.size() == 1);
        long id = uk.log().parked(100).stream().filter(it -> it.key().equals(id("nz-rebuilt")))
                .mapToLong(Parked.Item::id).findFirst().orElseThrow();
        uk.log().discard(id, new Discarded(Instant.EPOCH, "uk-operator", "a fault of 2026"), false);
        uk.stop();

        Running again = NOTES.prepare(database, 2, 1);
        again.log().start();
        again.untilOpen();

        eventually(() -> again.log().discarded(100).stream().map(Parked.Item::key).toList(),
                keys -> keys.contains(id("nz-rebuilt")));
        assertThat(again.parked("rebuilt")).isEmpty();
    }

    @Test
    void whatIsOnItsWayIsCounted() throws Exception {
        Running uk = NOTES.start(RealServers.database()).untilOpen();
        eventually(() -> uk.log().behind(), Map::isEmpty);
        assertThat(uk.log().outbox().records()).isZero();
        assertThat(uk.log().outbox().since()).isNull();

        uk.jdbc().update("""
                INSERT INTO outbox (topic, key, event_id, type, occurred_at, value, accepted)
                VALUES ('no.such.topic', 'k', 'e', 't', '2026-03-01T12:00:00Z', '', true)""");
        assertThat(uk.log().outbox().records()).isOne();
        assertThat(uk.log().outbox().since()).isEqualTo("2026-03-01T12:00:00Z");
        uk.jdbc().update("DELETE FROM outbox");
    }

    @Test
    void aNewerPeersRecordIsAppliedOnceItsSchemaIsAnnounced() {
        Running uk = NOTES.start(RealServers.database()).untilOpen();
        var logs = new StaticListableBeanFactory();
        logs.addBean("log", uk.log());
        var announcements = new SchemaAnnouncements(uk.settings(), uk.topics(), uk.peerSchemas(),
                logs.getBeanProvider(EventLog.class));
        announcements.start();
        try {
            byte[] value = NotesServices.CODEC.encode(Notes.published(id("nz-newer"), 1).body());
            byte[] newer = Arrays.copyOf(value, value.length + 1);
            newer[1] = 1; // an id that is not locked; the last byte is the new field's null
            NOTES.broker.send(List.of(new ProducerRecord<>("nz.shared.posts", id("nz-newer"), newer)));
            eventually(() -> uk.parked("newer"), it -> it.contains(id("nz-newer") + " unknown-schema"));
            NOTES.broker.send(List.of(announcement(newer)));
            eventually(() -> uk.note(id("nz-newer")), note -> note.equals("1 DISCUSSION"));
            assertThat(uk.parked("newer")).isEmpty();
            eventually(() -> NOTES.broker.readAll("shared.schemas").stream().map(it -> it.key())
                    .collect(Collectors.toSet())
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
        byte[] value = NotesServices.CODEC
                .encode(SchemaAnnounced.newBuilder().setSchemaId(id).setSubject("s").setSchemaVersion(2)
                        .setSchema$(newer).build());
        return new ProducerRecord<>("nz.shared.schemas", String.valueOf(id), value);
    }

    @Test
    void aDatabaseThatComesBackIsUsedAgain() {
        Running uk = NOTES.start(RealServers.database()).untilOpen();
        for (int round = 1; round <= 2; round++) {
            uk.jdbc().queryForList("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    + " WHERE datname = current_database() AND pid <> pg_backend_pid()");
            NOTES.nzSends(Notes.published(id("nz-db"), round));
            String version = String.valueOf(round);
            eventually(() -> uk.note(id("nz-db")), note -> note.startsWith(version));
        }
        assertThat(uk.parked("db")).isEmpty();
    }
}
