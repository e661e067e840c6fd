package org.meridian.eventlog.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The build's enforcer forbids one service to depend on another; this sees to it that no service's pom does without. */
class ServiceDependenciesTest {

    private static final Set<String> NO_SERVICES = Set.of("eventlog", "node", "flows");
    private static final Pattern OURS = Pattern
            .compile("<dependency><groupId>org\\.meridian</groupId><artifactId>([a-z]+)</artifactId>");

    /** What is wrong with a service's pom; the empty list when nothing is. */
    private static List<String> problems(String pom) {
        Stream<String> others = OURS.matcher(pom).results().map(it -> it.group(1))
                .filter(module -> !Set.of("schemas", "eventlog").contains(module))
                .map(module -> "depends on " + module);
        boolean enforced = pom.contains("<bannedDependencies>") && pom.contains("<exclude>org.meridian</exclude>");
        return Stream.concat(others, enforced ? Stream.of() : Stream.of("has no enforcer rule")).toList();
    }

    @Test
    void everyServiceIsForbiddenToDependOnAnother() throws IOException {
        try (Stream<Path> services = Files.list(ArchitectureRules.root().resolve("services"))) {
            for (Path service : services.filter(it -> Files.exists(it.resolve("pom.xml")))
                    .filter(it -> NO_SERVICES.stream().noneMatch(it::endsWith)).toList()) {
                assertThat(problems(Files.readString(service.resolve("pom.xml")))).as(service.toString()).isEmpty();
            }
        }
    }

    @Test
    void itBites() throws IOException {
        String posts = Files.readString(ArchitectureRules.root().resolve("services/posts/pom.xml"));
        assertThat(problems(posts.replaceFirst("<dependencies>",
                "<dependencies><dependency><groupId>org.meridian</groupId><artifactId>membership</artifactId></dependency>")))
                .containsExactly("depends on membership");
        assertThat(problems(posts.replace("bannedDependencies", "other"))).containsExactly("has no enforcer rule");
    }
}
