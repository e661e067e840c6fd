package org.meridian.flows;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scripts in surroundings that nobody thinks of. Needs no network: what runs here only looks like a node. */
class ScriptsTest {

    /** As people write it, for which {@code cd} looks in CDPATH. */
    private static final String DATA = "services/flows/target/scripts";
    private static final Path FOLDER = Release.ROOT.resolve(DATA);

    private Process node;

    @BeforeEach
    void start() throws IOException {
        Release.deleteRecursively(FOLDER);
        Files.createDirectories(FOLDER.resolve("uk"));
        node = new ProcessBuilder("sh", "-c", "sleep 60; exit", "node", FOLDER.toRealPath() + "/uk/node.yml").start();
        Files.writeString(FOLDER.resolve("uk/node.pid"), node.pid() + "\n");
    }

    @AfterEach
    void stop() {
        node.descendants().forEach(ProcessHandle::destroy);
        node.destroy();
    }

    private static Command.Result status(Map<String, String> environment, String script) {
        var all = new HashMap<>(Map.of("MERIDIAN_DATA", DATA, "MERIDIAN_PORT_BASE", "1"));
        all.putAll(environment);
        return new Command(all).with(script, "uk");
    }

    private void assertFound(Command.Result status) {
        assertThat(status.said()).containsPattern("uk +unhealthy +" + node.pid());
    }

    @Test
    void aNodeThatRunsIsFound() {
        assertFound(status(Map.of(), "scripts/status"));
    }

    @Test
    void itIsFoundWhateverCdpathSays() {
        assertFound(status(Map.of("CDPATH", Release.ROOT.toString()), "scripts/status"));
    }

    @Test
    void aScriptIsCalledThroughASymbolicLink(@TempDir Path bin) throws IOException {
        Path link = Files.createSymbolicLink(bin.resolve("meridian-status"), Release.ROOT.resolve("scripts/status"));

        assertFound(status(Map.of(), link.toString()));
    }

    @Test
    void everyScriptLooksForTheOthersWhereItIs() throws IOException {
        try (var scripts = Files.list(Release.ROOT.resolve("scripts"))) {
            for (Path script : scripts.filter(Files::isExecutable).toList()) {
                assertThat(Files.readString(script)).as(script.toString()).doesNotContain("dirname \"${BASH_SOURCE",
                        "dirname \"$0");
            }
        }
    }
}
