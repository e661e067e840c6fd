package org.meridian.flows;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who may list a machine's processes, or read a node's log, learns no secret of it. */
@Tag("long")
@ExtendWith(SharedNetwork.class)
class SecretsStory {

    private final Network network;
    private final Country uk;
    private final List<String> secrets = new ArrayList<>();

    SecretsStory(Network network) {
        this.network = network;
        uk = network.uk();
    }

    /** Once it runs. */
    @BeforeEach
    void readSecrets() throws IOException {
        secrets.add(network.secret("uk", "nz"));
        secrets.add(network.secret("uk", "au"));
        for (String file : List.of("kafka/secret", "kafka/replay-secret", "postgres/password")) {
            secrets.add(Files.readString(uk.data().resolve(file)).strip());
        }
        uk.rows().query("SELECT jwk::json ->> 'd' FROM membership.signing_key").forEach(secrets::add);
    }

    @Test
    void noProcessHasOneInItsCommandOrItsEnvironment() throws IOException {
        List<ProcessHandle> processes = uk.processes();

        assertThat(processes).as("the node, and its PostgreSQL's").hasSizeGreaterThan(2);
        for (ProcessHandle process : processes) {
            for (String list : List.of("cmdline", "environ")) {
                assertHasNone(Path.of("/proc", String.valueOf(process.pid()), list));
            }
        }
    }

    @Test
    void noLogHasOne() throws IOException {
        assertHasNone(uk.data().resolve("node.log"));
        assertHasNone(uk.data().resolve("postgres/postgres.log"));
    }

    /** A dump of its memory would have all of them. */
    @Test
    void aCrashLeavesNoneBehind() throws IOException {
        uk.crashes();

        assertThat(uk.data().resolve("crash.log")).isNotEmptyFile();
        assertHasNone(uk.data().resolve("crash.log"));
        assertHasNone(uk.data().resolve("node.log"));
        try (var left = Files.walk(uk.data())) {
            assertThat(left.map(it -> it.getFileName().toString()))
                    .noneMatch(it -> it.matches("core(\\.\\d+)?|.*\\.hprof"));
        }
    }

    /** Nor has what is installed. */
    @Test
    void noneIsInTheProgram() throws IOException {
        Release release = uk.release();
        assertHasNone(release.jar());
        try (var program = new JarFile(release.jar().toFile())) {
            assertThat(program.stream().map(JarEntry::getName)).hasSizeGreaterThan(10)
                    .noneMatch(it -> it.matches(".*(\\.(p12|jks|pem|key|pfx)|password|secret)"));
        }
    }

    /** A file that has been created is one, whatever the umask is. */
    @Test
    void onlyTheNodesUserReadsWhatHoldsThem() throws IOException {
        for (String file : List.of("kafka/secret", "kafka/replay-secret", "postgres/password")) {
            assertThat(Files.getPosixFilePermissions(uk.data().resolve(file))).as(file)
                    .noneMatch(it -> it.name().startsWith("GROUP") || it.name().startsWith("OTHERS"));
        }
    }

    private void assertHasNone(Path file) throws IOException {
        if (!Files.isReadable(file)) {
            return; // a server process that has ended meanwhile
        }
        String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        assertThat(secrets).as(file.toString()).isNotEmpty().allSatisfy(secret -> {
            assertThat(secret).hasSizeGreaterThan(10);
            assertThat(text.contains(secret)).isFalse();
        });
    }
}
