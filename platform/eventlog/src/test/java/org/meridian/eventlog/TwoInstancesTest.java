package org.meridian.eventlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meridian.testing.TestIds.id;
import static org.meridian.testing.Waiting.eventually;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.meridian.eventlog.event.Entry;
import org.meridian.eventlog.sample.Notes;
import org.meridian.eventlog.serde.Codec;
import org.meridian.eventlog.serde.PeerSchemas;
import org.meridian.schemas.SchemaLock;
import org.meridian.testing.RealServers;
import org.meridian.testing.TestBroker;
import org.meridian.testing.TestDatabase;

/** Two instances of one service on one database and one broker, the other one a process of its own. */
@Tag("long")
class TwoInstancesTest {

    private static final TestBroker BROKER = RealServers.broker();
    private static final Codec CODEC = new Codec(SchemaLock.onClassPath(), new PeerSchemas());

    private final TestDatabase database = RealServers.database();
    private final List<String> accepted = new ArrayList<>();
    private NotesProcess first;
    private Process other;
    private BufferedReader said;

    @BeforeEach
    void startBoth() throws IOException {
        BROKER.createTopic("nz.shared.posts", NotesProcess.PARTITIONS);
        BROKER.createTopic("nz.shared.content", NotesProcess.PARTITIONS);
        first = NotesProcess.start(database, BROKER.address());
        eventually(first.log()::isOpen, open -> open);
        other = new ProcessBuilder(ProcessHandle.current().info().command().orElseThrow(), "-XX:TieredStopAtLevel=1",
                "-Xmx128m", "-cp", System.getProperty("java.class.path"), NotesProcess.class.getName(),
                database.name(), database.url(), database.user(), database.password(), BROKER.address())
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        said = other.inputReader();
        while (!"open".equals(said.readLine())) {
            assertThat(other.isAlive()).isTrue();
        }
        eventually(() -> BROKER.consumers("meridian-notes"), consumers -> consumers == 2);
    }

    @AfterEach
    void stopBoth() {
        other.destroyForcibly();
        first.stop();
    }

    @AfterAll
    static void close() {
        BROKER.close();
    }

    @Test
    void theyShareTheWorkAndOneTakesOverFromTheOtherThatIsKilled() throws Exception {
        for (int version = 1; version <= 2; version++) {
            nzSends(version, 200);
        }
        eventually(() -> first.jdbc().queryForObject(
                "SELECT count(*) FROM note WHERE id LIKE 'nz-%' AND version = 2",
                Long.class), count -> Long.valueOf(200).equals(count));
        eventually(first::applied, applied -> applied > 0);
        assertThat(first.applied()).as("the other one's part is not done here").isLessThan(400);
        assertThat(applications("nz-%")).isEqualTo(400);
        for (int i = 200; i < 210; i++) {
            String id = id("nz-" + i);
            nzSends(Notes.published(id, 1));
            assertThat(first.log().awaitTrue(() -> first.has(id))).as("learns of what either applied").isTrue();
        }
        hear(300);
        appendHere(100);
        hear(300);
        other.destroyForcibly().waitFor();

        assertThat(accepted).allMatch(first::has);
        eventually(() -> assertThat(offsets()).isEqualTo(ends()));
        eventually(first.log()::isSettled, settled -> settled);
        assertThat(first.log().parked(10)).isEmpty();
        Map<String, Long> inKafka = BROKER.readAll("shared.posts").stream()
                .collect(Collectors.groupingBy(it -> it.key(), Collectors.counting()));
        assertThat(inKafka.keySet()).containsAll(accepted).hasSize((int) applications("uk-%"));
    }

    private void appendHere(int notes) {
        for (int i = 0; i < notes; i++) {
            String id = id("uk-first" + i);
            first.log().append(List.of(Notes.published(id, 1)));
            accepted.add(id);
        }
    }

    private void hear(int lines) throws IOException {
        int heard = 0;
        while (heard < lines) {
            String line = String.valueOf(said.readLine());
            if (line.startsWith("uk-")) { // it logs there, too
                accepted.add(line);
                heard++;
            }
        }
    }

    /** How many facts have been applied: each once, or this is more. */
    private long applications(String ids) {
        Long sum = first.jdbc().queryForObject(
                "SELECT coalesce(sum(cardinality(event_ids)), 0) FROM aggregate WHERE id LIKE ?", Long.class,
                ids);
        return sum == null ? 0 : sum;
    }

    private Map<String, Long> offsets() {
        return first.jdbc().query("SELECT topic, sum(next_offset) FROM applied_offset GROUP BY topic",
                row -> {
                    Map<String, Long> sums = new java.util.HashMap<>();
                    while (row.next()) {
                        sums.put(row.getString(1), row.getLong(2));
                    }
                    return sums;
                });
    }

    private static Map<String, Long> ends() {
        return List.of("shared.posts", "shared.content", "nz.shared.posts", "nz.shared.content").stream()
                .collect(Collectors.toMap(topic -> topic, topic -> (long) BROKER.readAll(topic).size()));
    }

    private static void nzSends(int version, int notes) {
        nzSends(IntStream.range(0, notes).mapToObj(i -> Notes.published(id("nz-" + i), version)).toArray(Entry[]::new));
    }

    private static void nzSends(Entry... entries) {
        List<ProducerRecord<String, byte @Nullable []>> records = new ArrayList<>();
        for (Entry entry : entries) {
            records.add(new ProducerRecord<>("nz." + entry.topic(), entry.id(), CODEC.encode(entry.body())));
        }
        BROKER.send(records);
    }
}
