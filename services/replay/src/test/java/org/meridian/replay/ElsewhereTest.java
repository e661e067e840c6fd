package org.meridian.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.meridian.testing.ArchitectureRules;

/** The command writes the same bytes whatever language and zone its machine is set to. */
@Tag("long")
class ElsewhereTest {

    private static final List<String> FORMATS = List.of("ndjson", "csv", "parquet");
    private static final String TYPES = "PostPublished,ReplyPublished";

    @TempDir
    static Path folder;

    private static Log log;
    private static CommandLine commands;
    private static Map<String, String> here;

    @BeforeAll
    static void write() throws Exception {
        log = new Log();
        commands = new CommandLine(log, folder.resolve("keys"));
        String group = log.group("uk", 5);
        String ana = log.id("uk");
        for (int i = 0; i < 30; i++) {
            log.reply(group, log.post(group, ana, Log.START.plusSeconds(10 * i)), log.id("nz"),
                    Log.START.plusSeconds(11 * i));
        }
        log.arrive(null);
        here = written(List.of(), "here");
    }

    @AfterAll
    static void close() {
        log.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-Duser.language=tr -Duser.country=TR -Duser.timezone=IST",
            "-Duser.language=ar -Duser.country=EG -Duser.timezone=Africa/Cairo",
            "-Duser.language=th -Duser.country=TH -Duser.extensions=u-nu-thai -Duser.timezone=Asia/Bangkok"})
    void theSameBytesAreWrittenElsewhere(String jvm) throws Exception {
        assertThat(written(List.of(jvm.split(" ")), "elsewhere-" + jvm.hashCode())).isEqualTo(here);
    }

    /** By file, its bytes; and what the commands said, but for the folder's name. */
    private static Map<String, String> written(List<String> jvm, String name) throws Exception {
        String sql = ArchitectureRules.root().resolve("services/replay/src/main/resources/report").toString();
        List<String> run = new ArrayList<>();
        for (String format : FORMATS) {
            Path out = folder.resolve(name + "." + format);
            run.addAll(List.of("export --out " + out + " --format " + format + " --types " + TYPES
                    + " --from 2026-03-01 --key " + folder.resolve("key"), "verify " + out,
                    "report " + out + " --sql " + sql));
        }
        CommandLine.Ran ran = commands.runIn(jvm, run);
        assertThat(ran.code()).as(ran.out()).isZero();
        Map<String, String> all = new TreeMap<>();
        all.put("said", ran.out().replace(folder.resolve(name).toString(), "OUT"));
        for (String format : FORMATS) {
            all.putAll(bytes(folder.resolve(name + "." + format), format));
        }
        return all;
    }

    private static Map<String, String> bytes(Path out, String format) throws IOException {
        try (var files = Files.list(out)) {
            return files.collect(Collectors.toMap(file -> format + " " + file.getFileName(), ElsewhereTest::bytes));
        }
    }

    private static String bytes(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
