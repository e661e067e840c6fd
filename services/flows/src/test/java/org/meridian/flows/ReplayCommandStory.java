package org.meridian.flows;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

/** What scripts/replay runs carries no web server, and the service makes all formats: Maven takes an optional library along as soon as another way leads to it. */
class ReplayCommandStory {

    private static List<String> libraries(String kind) throws Exception {
        Path target = Release.ROOT.resolve("services/replay/target");
        try (var jars = Files.newDirectoryStream(target, "replay-*-" + kind + ".jar");
                JarFile jar = new JarFile(jars.iterator().next().toFile())) {
            return jar.stream().map(entry -> entry.getName()).filter(name -> name.endsWith(".jar"))
                    .map(name -> name.substring(name.lastIndexOf('/') + 1)).toList();
        }
    }

    @Test
    void theCommandHasNoWebServerAndTheServiceHas() throws Exception {
        assertThat(libraries("command")).anyMatch(name -> name.startsWith("picocli"))
                .noneMatch(name -> name.matches(".*(webflux|netty|security|reactor).*"));
        assertThat(libraries("boot")).anyMatch(name -> name.startsWith("spring-webflux"))
                .anyMatch(name -> name.startsWith("spring-security")).anyMatch(name -> name.startsWith("duckdb"))
                .noneMatch(name -> name.startsWith("picocli"));
    }
}
