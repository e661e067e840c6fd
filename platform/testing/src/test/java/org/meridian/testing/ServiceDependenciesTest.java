package org.meridian.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The build's enforcer forbids one service to depend on another (root pom.xml); only what is no service may switch it off. */
class ServiceDependenciesTest {

    private static final Set<String> NO_SERVICES = Set.of("services/node", "services/flows", "bench");

    private static boolean isSwitchedOff(String pom) {
        return pom.contains("meridian.may-use-services") || pom.contains("enforcer");
    }

    @Test
    void noServiceMayDependOnAnother() throws IOException {
        List<String> modules = modules();
        assertThat(modules).containsAll(NO_SERVICES);
        for (String module : modules) {
            String pom = Files.readString(ArchitectureRules.root().resolve(module).resolve("pom.xml"));
            assertThat(isSwitchedOff(pom)).as(module).isEqualTo(NO_SERVICES.contains(module));
        }
    }

    private static List<String> modules() throws IOException {
        String pom = Files.readString(ArchitectureRules.root().resolve("pom.xml"));
        return Pattern.compile("<module>(.*)</module>").matcher(pom).results().map(it -> it.group(1))
                .toList();
    }
}
