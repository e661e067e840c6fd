package org.meridian.flows;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/security.md names tests for what it says: each is there, and each line of its tables has one. */
class SecurityDocTest {

    private static final Pattern TEST = Pattern.compile("`([A-Z]\\w+(?:Test|Story))(?:\\.(\\w+))?`");
    private static final String UNPROVED = "–";

    @Test
    void everyTestThatItNamesIsThere() throws IOException {
        assertThat(missing(document(), tests())).as("tests that docs/security.md names and that are not there")
                .isEmpty();
    }

    @Test
    void everyLineOfWhatAPartyCanAndCannotHasATest() throws IOException {
        List<String> lines = document().lines().filter(it -> it.matches("\\| (can|cannot|keeps) \\|.*")).toList();

        assertThat(lines).hasSizeGreaterThan(20)
                .allMatch(it -> TEST.matcher(it).find() || it.strip().endsWith("| " + UNPROVED + " |"));
    }

    @Test
    void aTestThatIsNotThereIsFound() throws IOException {
        assertThat(missing("`NobodyTest` and `SecurityDocTest.nothing`, `SecurityDocTest`", tests()))
                .containsExactly("NobodyTest", "SecurityDocTest.nothing");
    }

    private static String document() throws IOException {
        return Files.readString(Release.ROOT.resolve("docs/security.md"));
    }

    private static List<String> missing(String document, Map<String, String> tests) {
        return TEST.matcher(document).results()
                .filter(it -> !tests.containsKey(it.group(1)) || it.group(2) != null
                        && !tests.get(it.group(1)).contains(" " + it.group(2) + "("))
                .map(it -> it.group(2) == null ? it.group(1) : it.group(1) + "." + it.group(2)).toList();
    }

    /** The code of each class of tests. */
    private static Map<String, String> tests() throws IOException {
        Map<String, String> tests = new TreeMap<>();
        for (String modules : List.of("schemas", "platform", "services")) {
            try (var files = Files.walk(Release.ROOT.resolve(modules))) {
                for (Path file : files.filter(it -> it.toString().contains("/src/test/java/")).toList()) {
                    String name = file.getFileName().toString();
                    if (name.endsWith("Test.java") || name.endsWith("Story.java")) {
                        tests.put(name.replace(".java", ""), Files.readString(file));
                    }
                }
            }
        }
        return tests;
    }
}
