package org.meridian.replay.keeping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.meridian.testing.Waiting.eventually;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.replay.Log;
import org.meridian.replay.exporting.Format;
import org.meridian.replay.exporting.Request;
import org.meridian.replay.keeping.Kept.State;
import org.meridian.replay.source.Cluster;
import org.meridian.replay.source.Selection;
import org.springframework.util.unit.DataSize;

class ReplaysTest {

    private static final Request NDJSON = new Request(Selection.everything(), Format.NDJSON, false);
    private static final Request PARQUET = new Request(Selection.everything(), Format.PARQUET, false);
    private static final String ANA = "uk-ana";
    private static final String BROKEN = "0198c2f4-0000-4000-8000-000000000002";

    private static Log log;
    private static String author;

    @TempDir
    Path folder;

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-03-01T12:00:00Z"));
    private Replays replays = new Replays(cluster(), Path.of(""), DataSize.ofBytes(0), clock());

    @BeforeAll
    static void write() {
        log = new Log();
        String group = log.group("uk", 6);
        author = log.id("uk");
        for (int i = 0; i < 20; i++) {
            log.post(group, author, Log.START.plusSeconds(100 + i));
        }
        log.arrive(null);
    }

    @AfterAll
    static void close() {
        log.close();
    }

    @AfterEach
    void stop() {
        replays.stop();
    }

    private static Cluster cluster() {
        return new Cluster("uk", new HashMap<>(log.kafka.kafkaClient()));
    }

    private Clock clock() {
        InstantSource source = now::get;
        return source.withZone(ZoneOffset.UTC);
    }

    private void start(DataSize space) {
        replays = new Replays(cluster(), folder.resolve("replays"), space, clock());
        replays.start();
    }

    private Kept done(String id) {
        return eventually(() -> replays.find(id, ANA).kept(), it -> it.state() == State.DONE);
    }

    @Test
    void whatIsAskedForIsMadeAndHandedOutToWhoAskedAlone() throws Exception {
        start(DataSize.ofMegabytes(100));
        Kept asked = replays.ask(ANA, NDJSON, null);
        assertThat(asked.state()).isEqualTo(State.WAITING);

        Kept done = done(asked.id());

        assertThat(done.files()).singleElement().satisfies(file -> {
            assertThat(file.name()).isEqualTo("facts.ndjson");
            assertThat(file.records()).isEqualTo(27);
        });
        assertThat(Files.readString(replays.file(asked.id(), ANA, "facts.ndjson"))).hasLineCount(27)
                .doesNotContain(author);
        assertThat(Files.readString(replays.file(asked.id(), ANA, "manifest.json"))).contains("facts.ndjson");
        for (String name : List.of("state.json", "../state.json", "checkpoint.json", "..", "", "keys")) {
            assertThatThrownBy(() -> replays.file(asked.id(), ANA, name)).isInstanceOf(Refusal.class);
        }
        assertThatThrownBy(() -> replays.find(asked.id(), "uk-ben")).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> replays.delete(asked.id(), "uk-ben")).isInstanceOf(Refusal.class);
        assertThat(replays.of("uk-ben")).isEmpty();
        assertThat(replays.of(ANA)).hasSize(1);
    }

    @Test
    void itIsDeletedAfterADayWithItsKeyAndWheneverItsOwnerSays() {
        start(DataSize.ofMegabytes(100));
        String first = done(replays.ask(ANA, NDJSON, null).id()).id();
        String second = done(replays.ask(ANA, NDJSON, null).id()).id();

        replays.delete(first, ANA);
        assertThat(inFolder()).containsExactly(second);
        now.updateAndGet(it -> it.plus(Duration.ofHours(23)));
        replays.look();
        assertThat(inFolder()).containsExactly(second);
        now.updateAndGet(it -> it.plus(Duration.ofHours(2)));
        replays.look();
        assertThat(inFolder()).isEmpty();
        assertThat(replays.of(ANA)).isEmpty();
    }

    @Test
    void theNextProcessHasWhatIsDoneAndGoesOnWithWhatIsNot() throws Exception {
        start(DataSize.ofMegabytes(100));
        String done = done(replays.ask(ANA, NDJSON, null).id()).id();
        replays.stop();
        Kept interrupted = Kept.asked("0198c2f4-0000-4000-8000-000000000001", ANA, NDJSON, null, now.get()).running();
        new ReplayFolder(folder.resolve("replays")).save(interrupted);
        Files.createDirectories(folder.resolve("replays/" + BROKEN));
        Files.writeString(folder.resolve("replays/" + BROKEN + "/state.json"), "{");

        start(DataSize.ofMegabytes(100));

        assertThat(replays.find(done, ANA).kept().state()).isEqualTo(State.DONE);
        assertThat(done(interrupted.id()).files()).hasSize(1);
        assertThat(inFolder()).containsExactlyInAnyOrder(done, interrupted.id());
    }

    @Test
    void whatIsDeletedWhileItWaitsIsNotMadeByTheNextProcess() {
        start(DataSize.ofMegabytes(100));
        List<String> asked = Stream.generate(() -> replays.ask(ANA, NDJSON, null).id()).limit(4).toList();

        asked.reversed().forEach(id -> replays.delete(id, ANA));

        replays.stop();
        assertThat(inFolder()).isEmpty();
        start(DataSize.ofMegabytes(100));
        assertThat(replays.of(ANA)).isEmpty();
    }

    @Test
    void aFolderOfSomebodyElsesIsLeftAlone() throws Exception {
        Path other = Files.createDirectories(folder.resolve("replays/photographs"));

        start(DataSize.ofMegabytes(100));

        assertThat(other).isDirectory();
    }

    @Test
    void whatIsNotToBeHadFailsWithASentenceAndLeavesNoFiles() {
        start(DataSize.ofMegabytes(100));
        var small = new Request(Selection.everything().with(java.util.Set.of(log.id("uk"))), Format.NDJSON, false);

        String id = replays.ask(ANA, small, null).id();

        Kept failed = eventually(() -> replays.find(id, ANA).kept(), it -> it.state() == State.FAILED);
        assertThat(failed.problem()).contains("There is no group");
        assertThat(folder.resolve("replays").resolve(id).resolve("export")).doesNotExist();
    }

    @Test
    void noMoreAreTakenThanFitAndWait() {
        start(DataSize.ofBytes(1));
        String id = replays.ask(ANA, NDJSON, null).id();
        eventually(() -> replays.find(id, ANA).kept(), it -> !it.isUnderWay());

        assertThatThrownBy(() -> replays.ask(ANA, NDJSON, null)).isInstanceOfSatisfying(Refusal.class,
                it -> assertThat(it.type()).isEqualTo("no-space"));
    }

    @Test
    void whatIsAskedForTwiceUnderOneKeyIsMadeOnce() {
        start(DataSize.ofMegabytes(100));
        String id = done(replays.ask(ANA, NDJSON, "key").id()).id();
        replays.stop();
        start(DataSize.ofMegabytes(100));

        assertThat(replays.ask(ANA, NDJSON, "key").id()).isEqualTo(id);
        assertThat(replays.ask("uk-ben", NDJSON, "key").id()).isNotEqualTo(id);
        assertThatThrownBy(() -> replays.ask(ANA, PARQUET, "key")).isInstanceOfSatisfying(Refusal.class,
                it -> assertThat(it.kind()).isEqualTo(Refusal.Kind.UNPROCESSABLE));
    }

    @Test
    void aFolderThatAnotherProcessHasIsTakenOverWhenThatEnds() {
        start(DataSize.ofMegabytes(100));
        Replays first = replays;
        String id = done(first.ask(ANA, NDJSON, null).id()).id();
        start(DataSize.ofMegabytes(100));

        assertThatThrownBy(() -> replays.ask(ANA, NDJSON, null)).isInstanceOfSatisfying(Refusal.class,
                it -> assertThat(it.kind()).isEqualTo(Refusal.Kind.UNAVAILABLE));
        assertThatThrownBy(() -> replays.of(ANA)).isInstanceOf(Refusal.class);
        first.stop();
        replays.look();
        assertThat(replays.find(id, ANA).kept().state()).isEqualTo(State.DONE);
    }

    @Test
    void parquetIsMadeWhereThereIsDuckDb() throws Exception {
        start(DataSize.ofMegabytes(100));

        Kept done = done(replays.ask(ANA, PARQUET, null).id());

        assertThat(done.files()).singleElement().satisfies(file -> assertThat(file.records()).isEqualTo(27));
        byte[] file = Files.readAllBytes(replays.file(done.id(), ANA, "facts.parquet"));
        assertThat(new String(file, 0, 4, java.nio.charset.StandardCharsets.US_ASCII)).isEqualTo("PAR1");
    }

    private List<String> inFolder() {
        try (Stream<Path> inside = Files.list(folder.resolve("replays"))) {
            return inside.filter(Files::isDirectory).map(it -> String.valueOf(it.getFileName())).toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
