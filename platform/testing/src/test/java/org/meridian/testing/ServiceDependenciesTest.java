package org.meridian.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The build's enforcer forbids one service to depend on another (root pom.xml); only what is no service may switch it off. */
class ServiceDependenciesTest {

    private static final Set<String> NO_SERVICES = Set.of("node", "flows");

    private static boolean isSwitchedOff(String pom) {
        return pom.contains("meridian.may-use-services") || pom.contains("enforcer");
    }

    @Test
    void noServiceMayDependOnAnother() throws IOException {
        try (Stream<Path> modules = Files.list(ArchitectureRules.root().resolve("services"))) {
            for (Path module : modules.filter(it -> Files.exists(it.resolve("pom.xml"))).toList()) {
                assertThat(isSwitchedOff(Files.readString(module.resolve("pom.xml")))).as(module.toString())
                        .isEqualTo(NO_SERVICES.stream().anyMatch(module::endsWith));
            }
        }
    }
}
