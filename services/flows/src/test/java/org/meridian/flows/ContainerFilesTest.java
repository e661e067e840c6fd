package org.meridian.flows;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** What a container of ours may do on the machine that it runs on: nothing. */
class ContainerFilesTest {

    private static final Path ROOT = Release.ROOT;

    @Test
    void anImageRunsAsAUserWithoutRights() throws IOException {
        List<String> lines = Files.readAllLines(ROOT.resolve("Dockerfile"));
        int last = lines.lastIndexOf("USER 10001:10001");

        assertThat(last).as("USER in the last stage").isGreaterThan(lines.lastIndexOf("FROM eclipse-temurin:25-jre"));
        assertThat(lines.subList(last, lines.size())).noneMatch(it -> it.startsWith("RUN") || it.startsWith("COPY"));
        assertThat(lines).noneMatch(it -> it.startsWith("ARG") && it.toLowerCase().contains("secret"));
    }

    @Test
    @SuppressWarnings("unchecked")
    void itsFileSystemCannotBeWrittenAndItHasNoCapabilities() throws IOException {
        Map<String, Object> compose = new Yaml().load(Files.readString(ROOT.resolve("docker-compose.yml")));
        Map<String, Map<String, Object>> services = (Map<String, Map<String, Object>>) compose.get("services");

        assertThat(services).hasSizeGreaterThan(5).allSatisfy((name, service) -> {
            assertThat(service.get("cap_drop")).as(name).isEqualTo(List.of("ALL"));
            assertThat(service.get("security_opt")).as(name).isEqualTo(List.of("no-new-privileges:true"));
            assertThat(service).as(name).doesNotContainKeys("privileged", "network_mode", "pid");
            if (String.valueOf(service.get("image")).startsWith("meridian/")) {
                assertThat(service.get("read_only")).as(name).isEqualTo(true);
            }
        });
    }

    /** {@code docker inspect} shows both to everybody who may ask the engine. */
    @Test
    @SuppressWarnings("unchecked")
    void noSecretIsInAnEnvironmentOrACommand() throws IOException {
        Map<String, Object> compose = new Yaml().load(Files.readString(ROOT.resolve("docker-compose.yml")));
        Map<String, Map<String, Object>> services = (Map<String, Map<String, Object>>) compose.get("services");

        assertThat(services).allSatisfy((name, service) -> {
            var environment = (Map<String, Object>) service.getOrDefault("environment", Map.of());
            assertThat(environment).as(name).allSatisfy((variable, value) -> {
                assertThat(variable).doesNotMatch(".*(PASSWORD|SECRET|CREDENTIAL|CLIENT_KEY)");
                // What Kafka reads from a file by itself, stands in braces.
                assertThat(String.valueOf(value)).doesNotContainPattern("(password|user_node)=\"(?!\\$\\$\\{secrets:)");
            });
            assertThat(String.valueOf(service.get("command"))).as(name).doesNotContainIgnoringCase("password");
        });
    }

    @Test
    void anImageIsMadeOfPrograms() throws IOException {
        List<String> lines = Files.readAllLines(ROOT.resolve(".dockerignore")).stream()
                .filter(it -> !it.isBlank() && !it.startsWith("#")).toList();

        assertThat(lines).containsExactly("*", "!config/containers/health", "!config/containers/jvm.options",
                "!services/*/target/programs/*-boot.jar");
    }

    /** A dump of a process holds all its secrets. */
    @Test
    void noProcessOfOursLeavesADump() throws IOException {
        for (String file : Set.of("config/containers/jvm.options", "scripts/lib.sh", "docs/operating.md")) {
            assertThat(Files.readString(ROOT.resolve(file))).as(file).contains("-XX:-CreateCoredumpOnCrash")
                    .doesNotContain("+HeapDumpOnOutOfMemoryError");
        }
    }
}
