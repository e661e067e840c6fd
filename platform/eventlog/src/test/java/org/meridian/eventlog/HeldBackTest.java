package org.meridian.eventlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meridian.testing.TestIds.id;
import static org.meridian.testing.Waiting.eventually;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.meridian.eventlog.NotesServices.Running;
import org.meridian.eventlog.projection.Parked.Discarded;
import org.meridian.eventlog.projection.ParkedSettings;
import org.meridian.eventlog.sample.Notes;
import org.meridian.testing.RealServers;
import org.springframework.util.unit.DataSize;

/** What becomes of a peer's partition when no more may be parked of it, on a real broker and a real database. */
class HeldBackTest {

    private static final NotesServices NOTES = new NotesServices();

    @AfterEach
    void stop() {
        NOTES.stop();
    }

    @AfterAll
    static void close() {
        NOTES.close();
    }

    @Test
    void whatMayNotBeParkedWaitsInKafkaUntilThereIsRoom() {
        NOTES.quota = new ParkedSettings(2, DataSize.ofMegabytes(1));
        Running uk = NOTES.start(RealServers.database()).untilOpen();
        NOTES.nzSends(Notes.published(id("nz-a"), 2), Notes.published(id("nz-b"), 2),
                Notes.published(id("nz-c"), 2), Notes.published(id("nz-behind"), 1),
                Notes.content(id("nz-behind"), 1, "in another partition"));

        eventually(() -> uk.log().heldBack(), Map.of("nz", "gap")::equals);
        eventually(() -> uk.jdbc().queryForObject("SELECT count(*) FROM note_content", Long.class), it -> it == 1);
        uk.log().append(List.of(Notes.published(id("uk-own"), 1)));
        assertThat(uk.note(id("nz-behind"))).isEmpty();
        assertThat(uk.log().parkedCount()).isEqualTo(2);
        assertThat(uk.log().isSettled()).isFalse();

        Running again = restarted(uk); // a start waits for nothing that is held back

        eventually(() -> again.log().heldBack(), Map.of("nz", "gap")::equals);
        long first = again.log().parked(1).getFirst().id();
        again.log().discard(first, new Discarded(Instant.EPOCH, "uk-operator", "makes room"), false);
        eventually(() -> again.note(id("nz-behind")), note -> !note.isEmpty());
        eventually(() -> again.log().heldBack(), Map::isEmpty);
        assertThat(again.log().parked(10)).extracting(it -> it.key()).containsExactly(id("nz-b"), id("nz-c"));
    }

    /** The flood is small when compressed: all of it is at hand at once, for some hundred transactions. */
    @Test
    void oneCountrysFloodDoesNotKeepAnothersRecordsWaiting() throws Exception {
        NOTES.quota = new ParkedSettings(100_000, DataSize.ofMegabytes(500));
        int flood = 300;
        String written = "SELECT count(*) FROM note_content WHERE length(body) = 100000";
        Running uk = NOTES.start(RealServers.database()).untilOpen();
        nzFloods(flood);
        eventually(() -> uk.jdbc().queryForObject(written, Long.class), it -> it > 0);

        NOTES.sends("au", Notes.published(id("au-calm"), 1));

        eventually(() -> uk.note(id("au-calm")), note -> !note.isEmpty());
        assertThat(uk.jdbc().queryForObject(written, Long.class)).isLessThan(flood);
        eventually(() -> uk.jdbc().queryForObject(written, Long.class), it -> it == flood);
    }

    private static void nzFloods(int records) throws Exception {
        Map<String, Object> client = new HashMap<>(NOTES.broker.kafkaClient());
        client.putAll(Map.of("compression.type", "lz4", "linger.ms", 200, "batch.size", 500_000, "buffer.memory",
                200_000_000L));
        try (var producer = new KafkaProducer<>(client, new StringSerializer(), new ByteArraySerializer())) {
            for (int i = 0; i < records; i++) {
                String id = id("nz-flood-" + i);
                producer.send(new ProducerRecord<>("nz.shared.content", id,
                        NotesServices.CODEC.encode(Notes.content(id, 1, "\uD83C\uDF3F".repeat(100_000)).body())));
            }
        }
    }

    private static Running restarted(Running running) {
        var database = running.database();
        running.stop();
        return NOTES.start(database).untilOpen();
    }
}
