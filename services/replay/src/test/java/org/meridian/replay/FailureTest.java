package org.meridian.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meridian.testing.Waiting.eventually;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.NewPartitions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.meridian.schemas.Topics;

/** What goes wrong while an export is made is one sentence; what can be put right is gone on from. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FailureTest {

    private static final String CHANGING = "nz." + Topics.SHARED_POSTS;

    @TempDir
    static Path folder;

    private static Log log;
    private static CommandLine commands;
    private static String checkpoint;

    /** An export that was killed when it had hardly begun; each test goes on from its checkpoint. */
    @BeforeAll
    static void beginAnExport() throws Exception {
        log = new Log();
        commands = new CommandLine(log, folder.resolve("keys"));
        String group = log.group("uk", 5);
        String post = log.post(group, log.id("uk"), Log.START);
        for (int i = 0; i < 300; i++) {
            log.reply(group, post, log.id("nz"), Log.START.plusSeconds(20 + i));
        }
        log.arrive(null);
        Path begun = folder.resolve("begun");
        Process process = commands.start("export", "--out", begun.toString(), "--speed", "1");
        eventually(() -> Files.exists(begun.resolve("facts.ndjson")), there -> there);
        process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        checkpoint = Files.readString(begun.resolve("checkpoint.json")).replaceAll("\"records\" : \\d+,",
                "\"records\" : 0,").replaceAll("\"bytes\" : \\d+,", "\"bytes\" : 0,");
    }

    @AfterAll
    static void close() {
        log.close();
    }

    private static Path unfinished(String name) throws IOException {
        Path export = Files.createDirectory(folder.resolve(name));
        Files.writeString(export.resolve("checkpoint.json"), checkpoint);
        return export;
    }

    private static CommandLine.Ran goesOn(Path export) {
        return commands.run("export", "--out", export.toString());
    }

    @Test
    @Order(1)
    @EnabledOnOs(OS.LINUX)
    void aFullDiskIsGoneOnFromWhenThereIsSpace() throws IOException {
        Path export = unfinished("full");
        Path facts = Files.createSymbolicLink(export.resolve("facts.ndjson"), Path.of("/dev/full"));

        assertThat(goesOn(export)).matches(ran -> ran.code() == 1 && ran.said().lines().count() == 1
                && ran.said().contains("No space left on device") && ran.said().contains("make space on its disk"));
        assertThat(export.resolve("manifest.json")).doesNotExist();
        Files.delete(facts);
        assertThat(goesOn(export).code()).isZero();
        assertThat(Files.readAllLines(facts)).hasSize(1 + 5 + 1 + 300);
        assertThat(commands.run("verify", export.toString()).out()).isEqualTo("Nothing differs.\n");
    }

    @Test
    @Order(1)
    void whoeverReadsMayGoAway() throws Exception {
        Process process = commands.startPiped("export", "--out", "-");
        try (var lines = process.inputReader()) {
            assertThat(lines.readLine()).startsWith("{\"specversion\"");
        }
        String said = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).isEqualTo(1);
        assertThat(said).isEqualTo("Whoever read the replay has gone; nothing else was written.\n");
    }

    @Test
    @Order(1)
    void aKafkaThatIsAwayIsGoneOnFromWhenItIsBack() throws IOException {
        Path export = unfinished("away");
        log.kafka.stop();
        CommandLine.Ran away = goesOn(export);
        log.kafka.start();

        assertThat(away).matches(ran -> ran.code() == 1 && ran.said().lines().count() == 1
                && ran.said().contains("does not answer") && ran.said().contains("goes on from here"));
        assertThat(goesOn(export).code()).isZero();
    }

    @Test
    @Order(2)
    void aTopicWithMorePartitionsIsAnother() throws IOException {
        Path export = unfinished("wider");
        log.kafka.withAdmin(admin -> admin.createPartitions(Map.of(CHANGING, NewPartitions.increaseTo(5))).all()
                .get(30, TimeUnit.SECONDS));
        saysThatTheTopicChanged(goesOn(export));
    }

    @Test
    @Order(3)
    void aTopicThatWasCreatedAnewIsAnother() throws IOException {
        Path export = unfinished("anew");
        log.kafka.deleteTopic(CHANGING);
        log.kafka.createTopic(CHANGING, 3);

        saysThatTheTopicChanged(goesOn(export));
        saysThatTheTopicChanged(commands.run("verify", folder.resolve("away").toString()));
    }

    @Test
    @Order(4)
    void aTopicThatWasDeletedIsMissed() throws IOException {
        Path export = unfinished("gone");
        log.kafka.deleteTopic(CHANGING);

        CommandLine.Ran ran = goesOn(export);
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.said()).contains("was deleted").hasLineCount(1);
    }

    private static void saysThatTheTopicChanged(CommandLine.Ran ran) {
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.said()).startsWith("During the replay " + CHANGING).contains("into another folder")
                .hasLineCount(1);
    }
}
