package org.meridian.replay.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.meridian.replay.CommandLine;
import org.meridian.replay.CommandLine.Ran;

/** What is asked for on the command line, before anything is read. */
class ReplayCommandTest {

    private static Ran run(Installation here, String... words) {
        return CommandLine.in(here, words);
    }

    private static Ran run(String line) {
        return run(Installation.of(Map.of()), line.split(" "));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            export                                      | Missing required option: '--out=DIR|-'
            export --out x --colour red                 | Unknown options: '--colour', 'red'
            export --out x --topics a --colour          | Unknown option: '--colour'
            export --out                                | Missing required parameter for option '--out' (DIR|-)
            export --out x --from yesterday             | not yesterday
            export --out x --until 2026-02-30           | not 2026-02-30
            export --out x --format xml                 | there is no xml, but ndjson, csv, parquet, duckdb
            export --out x --speed -1                   | a number from 0 on, not -1
            export --out x --bootstrap h:1 --user ana   | --secret-file=FILE
            export x --out x                            | Unmatched argument at index 1: 'x'
            verify                                      | Missing required parameter: 'DIR'
            rebuild                                     | Missing required parameter: 'SERVICE'
            restore                                     | Unmatched argument at index 0: 'restore'
            """)
    void whatCannotBeUnderstoodIsOneSentenceAndExitCode2(String line, String said) {
        assertThat(run(line)).matches(ran -> ran.code() == 2 && ran.out().isEmpty())
                .extracting(Ran::said).asString().contains(said).contains("--help says what there is").hasLineCount(1);
    }

    @Test
    void withoutACommandItSaysThatOneIsMissing() {
        assertThat(run(Installation.of(Map.of()))).matches(ran -> ran.code() == 2)
                .extracting(Ran::said).asString().isEqualTo(
                        "Missing required subcommand; scripts/replay --help says what there is.\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"export", "verify", "report", "rebuild"})
    void everyCommandSaysWhatItTakes(String command) {
        assertThat(run(command + " --help")).matches(ran -> ran.code() == 0 && ran.said().isEmpty())
                .extracting(Ran::out).asString().contains("Usage: scripts/replay " + command, "--help");
        assertThat(run("--help").out()).contains(command);
    }

    @Test
    void theNodeIsTheFirstThatRunsAndItsServersAreThoseOfTheNetwork(@TempDir Path data) throws Exception {
        Installation here = Installation.of(Map.of("MERIDIAN_DATA", data.toString(), "MERIDIAN_REPLAY_NODES",
                "uk:1:11 nz:9:19", "MERIDIAN_REPLAY_NODE", "nz"));
        assertThat(run(here, "export", "--out", "x").said())
                .startsWith("The password in " + data.resolve("nz/kafka/replay-secret") + " cannot be read");
        assertThat(run(here, "rebuild", "posts", "--country", "uk").said())
                .startsWith("The password in " + data.resolve("uk/kafka/secret") + " cannot be read");
        Files.createDirectories(data.resolve("nz/kafka"));
        Files.writeString(data.resolve("nz/kafka/replay-secret"), "secret");
        assertThat(run(here, "export", "--out", data.resolve("out").toString()).said())
                .startsWith("The Kafka of nz at 127.0.0.1:9 does not answer").hasLineCount(1);
        assertThat(run(here, "export", "--out", "x", "--node", "au")).isEqualTo(new Ran(1, "",
                "There is no country 'au' in the network here; it has: uk, nz. Name another Kafka with --bootstrap.\n"));
    }

    @Test
    void withoutANetworkTheNodeMustBeNamed() {
        assertThat(run("export --out x --bootstrap 127.0.0.1:9")).matches(
                ran -> ran.code() == 1 && ran.said().contains("with --node"));
    }
}
