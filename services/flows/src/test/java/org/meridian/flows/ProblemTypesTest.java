package org.meridian.flows;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.http.problems.ProblemTypes;
import org.meridian.http.problems.ProblemTypes.ProblemType;

/** What is refused anywhere is explained, and nothing else is. */
class ProblemTypesTest {

    /** As refusals and problems are made: what stands before the type says its status. */
    private static final Pattern MADE = Pattern
            .compile(
                    "(?:Refusal\\.(?:invalid|forbidden|conflict|unavailable)\\(|Kind\\.\\w+,|ProblemDetails\\.of\\(\\s*[\\w.]+,)"
                            + "\\s*\"([a-z][a-z-]+)\",");
    private static final Pattern GATEWAYS = Pattern.compile("\"type\":\"/problems/([a-z-]+)\"");
    private static final Pattern GIVEN = Pattern
            .compile("return of\\(Kind\\.\\w+, \"([a-z-]+)\"|new Refusal\\(Kind\\.\\w+, \"([a-z-]+)\"");

    private final Set<String> explained = new ProblemTypes().all().stream().map(ProblemType::name)
            .collect(Collectors.toCollection(TreeSet::new));

    @Test
    void everyTypeIsExplainedAndNoOther() throws IOException {
        Set<String> made = new TreeSet<>();
        for (String folder : new String[]{"platform", "services"}) {
            try (Stream<Path> files = Files.walk(Release.ROOT.resolve(folder))) {
                files.filter(it -> it.toString().endsWith(".java") && it.toString().contains("/src/main/"))
                        .forEach(it -> collect(MADE, it, made));
            }
        }
        collect(GIVEN, Release.ROOT.resolve("platform/eventlog/src/main/java/"
                + Refusal.class.getName().replace('.', '/') + ".java"), made);
        made.add("refused"); // what is passed on without a type of ours

        assertThat(made).hasSizeGreaterThan(40).isEqualTo(explained);
    }

    @Test
    void theGatewaysProblemsAreExplainedToo() {
        Set<String> made = new TreeSet<>();
        collect(GATEWAYS, Release.ROOT.resolve("config/containers/gateway.conf"), made);

        assertThat(made).isNotEmpty().isSubsetOf(explained);
    }

    private static void collect(Pattern pattern, Path file, Set<String> found) {
        try {
            Matcher matcher = pattern.matcher(Files.readString(file));
            while (matcher.find()) {
                for (int group = 1; group <= matcher.groupCount(); group++) {
                    if (matcher.group(group) != null) {
                        found.add(matcher.group(group));
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
