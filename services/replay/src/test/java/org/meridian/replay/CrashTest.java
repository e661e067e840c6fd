package org.meridian.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meridian.testing.Waiting.eventually;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An export that is killed goes on; one that was changed, or whose content was taken back, is found out. */
@Tag("long")
class CrashTest {

    @TempDir
    static Path folder;

    private static Log log;
    private static CommandLine commands;
    private static String group;
    private static String ana;
    private static String post;

    @BeforeAll
    static void write() {
        log = new Log();
        commands = new CommandLine(log, folder.resolve("keys"));
        group = log.group("uk", 5);
        ana = log.id("uk");
        post = log.post(group, ana, Log.START.plusSeconds(10));
        log.content(post, "Rewetting", "Who has \"done\" it?");
        for (int i = 0; i < 300; i++) {
            log.reply(group, post, log.id("nz"), Log.START.plusSeconds(20 + i));
        }
        log.arrive(null);
    }

    @AfterAll
    static void close() {
        log.close();
    }

    @Test
    void whatIsKilledGoesOnWithoutARepeatOrAGap() throws Exception {
        String key = folder.resolve("key").toString();
        Path whole = folder.resolve("whole");
        Path killed = folder.resolve("killed");
        assertThat(commands.run("export", "--out", whole.toString(), "--key", key).code()).isZero();

        // 300 seconds in 6: it writes its checkpoint some times before it is killed in the middle.
        String[] command = {"export", "--out", killed.toString(), "--key", key, "--speed", "50"};
        Process process = commands.start(command);
        eventually(() -> Files.size(killed.resolve("facts.ndjson")), size -> size > 0);
        eventually(() -> Files.readString(killed.resolve("checkpoint.json")),
                checkpoint -> !checkpoint.contains("\"records\" : 0"));
        process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        assertThat(killed.resolve("manifest.json")).doesNotExist();
        log.reply(group, post, log.id("nz"), Log.START.plusSeconds(1000)); // came after the export had begun
        log.arrive(null);

        assertThat(commands.run("export", "--out", killed.toString(), "--key", key, "--speed", "1000").code()).isZero();
        assertThat(killed.resolve("facts.ndjson")).hasSameBinaryContentAs(whole.resolve("facts.ndjson"));
        assertThat(killed.resolve("manifest.json")).hasSameBinaryContentAs(whole.resolve("manifest.json"));
    }

    @Test
    void anUnfinishedExportIsNotMixedWithAnother() throws Exception {
        Path unfinished = folder.resolve("unfinished");
        Process process = commands.start("export", "--out", unfinished.toString(), "--speed", "1");
        eventually(() -> Files.exists(unfinished.resolve("facts.ndjson")), there -> there);
        process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);

        assertThat(commands.run("export", "--out", unfinished.toString(), "--country", "nz").said())
                .contains("unfinished export of another selection");
        assertThat(commands.run("export", "--out", unfinished.toString()).code()).isZero();
    }

    @Test
    void contentIsInAFileOfItsOwnUntilItIsTakenBack() throws Exception {
        Path without = folder.resolve("without");
        Path with = folder.resolve("with");
        assertThat(commands.run("export", "--out", without.toString(), "--types", "PostPublished").code()).isZero();
        assertThat(
                commands.run("export", "--out", with.toString(), "--types", "PostPublished", "--with-content").code())
                .isZero();
        assertThat(without.resolve("content.ndjson")).doesNotExist();
        assertThat(Files.readString(with.resolve("facts.ndjson"))).doesNotContain("Rewetting");
        assertThat(Files.readAllLines(with.resolve("content.ndjson"))).singleElement().asString()
                .contains("\"title\":\"Rewetting\"", "\"body\":\"Who has \\\"done\\\" it?\"").doesNotContain(post);
        assertThat(commands.run("verify", with.toString())).isEqualTo(
                new CommandLine.Ran(0, "Nothing differs.\n", ""));

        log.withdraw(group, post, ana, Log.START.plusSeconds(2000));
        log.arrive(null);
        var verified = commands.run("verify", with.toString());
        assertThat(verified.code()).isEqualTo(1);
        assertThat(verified.out()).contains("content.ndjson had 1 records, and a repetition has 0",
                "Withdrawn since: uk-");
        assertThat(commands.run("verify", without.toString()).out()).contains("Withdrawn since", "Nothing differs.");
    }

    @Test
    void aChangedFileIsFoundOut() throws Exception {
        for (String format : List.of("csv", "parquet", "duckdb")) {
            Path export = folder.resolve("changed-" + format);
            assertThat(commands.run("export", "--out", export.toString(), "--format", format).code()).isZero();
            assertThat(commands.run("verify", export.toString()).out()).endsWith("Nothing differs.\n");
        }
        Path csv = folder.resolve("changed-csv/facts.csv");
        Files.writeString(csv, Files.readString(csv).replaceFirst("QUESTION", "UPDATE"));
        assertThat(commands.run("verify", folder.resolve("changed-csv").toString()))
                .matches(ran -> ran.code() == 1 && ran.out().contains("was changed after it was exported"));
    }
}
