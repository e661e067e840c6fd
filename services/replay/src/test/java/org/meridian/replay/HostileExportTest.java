package org.meridian.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.meridian.replay.exporting.Manifest;
import org.meridian.testing.HostileRecords;
import org.meridian.testing.HostileRecords.Hostile;

/** Whatever a peer sends, every export of the log can be written, and holds only what a node believes. */
class HostileExportTest {

    private static final List<Hostile> HOSTILE = HostileRecords.all("nz", "uk", Log.START);

    @TempDir
    static Path folder;

    private static Log log;

    @BeforeAll
    static void everythingComes() {
        log = new Log();
        String group = log.group("uk", 6);
        log.post(group, log.id("uk"), Instant.parse("2026-03-01T13:00:00Z"));
        var topics = new TreeSet<>(HOSTILE.stream().map(it -> "nz." + it.topic()).toList());
        topics.removeAll(List.of("nz.shared.membership", "nz.shared.posts", "nz.shared.content"));
        topics.forEach(log::topic);
        HOSTILE.forEach(it -> log.raw("nz." + it.topic(), it.key(), it.bytes()));
        log.arrive(null);
    }

    @AfterAll
    static void close() {
        log.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ndjson", "csv", "parquet", "duckdb"})
    void noRecordBreaksAnExport(String format) throws IOException {
        Path out = folder.resolve(format);
        var ran = new CommandLine(log, folder.resolve("keys")).run("export", "--out", out.toString(), "--format",
                format,
                "--with-content");

        assertThat(ran.said()).isEmpty();
        assertThat(ran.code()).isZero();
        Manifest manifest = Manifest.in(out);
        assertThat(manifest.counts().setAside()).containsKeys("provenance", "malformed", "refused");
        assertThat(manifest.counts().byCountry()).containsEntry("uk", 8L);
    }

    /** What the clock alone forbids is in: the same selection gives the same bytes on every day. */
    @ParameterizedTest
    @ValueSource(strings = {"+10000", "-", "292277026596"})
    void noTimeIsBeyondWhatCanBeWritten(String year) throws IOException {
        Path out = folder.resolve("times" + year.length());
        new CommandLine(log, folder.resolve("keys")).run("export", "--out", out.toString());

        assertThat(Files.readAllLines(out.resolve("facts.ndjson"))).isNotEmpty()
                .noneMatch(line -> line.contains("\"time\":\"" + year))
                .anyMatch(line -> line.contains("\"time\":\"9999-12-31T23:59:59"));
    }
}
