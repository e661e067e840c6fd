package org.meridian.flows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.meridian.schemas.RecordType;

/**
 * The table of events in docs/events.md says what the code does: topics, producers and what is personal as in
 * {@link RecordType}, and as consumers the services that make something of a record: those whose {@code *ReadModel} or
 * {@code *Table} classes name its class, or that keep {@code platform/community}, whose classes do. Schemas have no table;
 * {@code SchemaAnnouncements} reads them. Needs no network.
 */
class EventsDocTest {

    private static final Path ROOT = Path.of(System.getProperty("meridian.root", "../..")).toAbsolutePath().normalize();
    private static final String BEGIN = "<!-- events:begin -->\n";
    private static final String END = "<!-- events:end -->\n";
    private static final Pattern CONSUMING = Pattern
            .compile(".*(ReadModel|Table|SchemaAnnouncements|/community/[A-Za-z]+)[.]java");
    private static final String COMMUNITY = "org.meridian.community.Community;";
    private static final Pattern NOT_CODE = Pattern.compile("(?s:/\\*.*?\\*/)|(?m:^import .*$)|//.*");

    @Test
    void theTableSaysWhatTheCodeDoes() throws IOException {
        String expected = table(consumingCode());
        assertThat(tableIn(Files.readString(ROOT.resolve("docs/events.md"))))
                .withFailMessage(() -> "Put this between the markers in docs/events.md:\n\n" + expected)
                .isEqualTo(expected);
    }

    @Test
    void aConsumerThatTheTableLacksIsFound() throws IOException {
        Map<String, String> planted = consumingCode();
        planted.merge("posts", "case Preferences preferences -> {}", String::concat);
        assertThat(table(planted)).contains(
                "| `Preferences` | `domestic.preferences` | notifications | notifications, posts | yes |");
        assertThat(tableIn(Files.readString(ROOT.resolve("docs/events.md")))).isNotEqualTo(table(planted));
    }

    @Test
    void whatIsOnlyImportedOrSpokenOfIsNotConsumed() {
        String code = withoutImportsAndComments("""
                import org.meridian.events.membership.Profile;
                /** Not {@link Charter}. */
                case Account account -> {} // as JoinAnswers
                """);
        assertThat(table(new TreeMap<>(Map.of("posts", code)))).contains(
                "| `Profile` | `shared.profiles` | membership |  | yes |",
                "| `JoinAnswers` | `to-<alias>.answers` | membership |  | yes |",
                "| `Account` | `domestic.accounts` | membership | posts | yes |");
    }

    @Test
    void aDocumentWithoutTheMarkersIsRefused() {
        assertThatThrownBy(() -> tableIn("| event | topics |")).isInstanceOf(AssertionError.class)
                .hasMessageContaining("events:begin");
    }

    private static String tableIn(String document) {
        assertThat(document).contains(BEGIN, END);
        return document.substring(document.indexOf(BEGIN) + BEGIN.length(), document.indexOf(END));
    }

    /** @param consumingCode by service, the code of the classes that make something of records */
    private static String table(Map<String, String> consumingCode) {
        return Arrays.stream(RecordType.values()).sorted(Comparator.comparing(RecordType::fullName))
                .map(type -> row(type, consumingCode))
                .collect(Collectors.joining("",
                        "| event | topics | producer | consumers | personal |\n|---|---|---|---|---|\n", ""));
    }

    private static String row(RecordType type, Map<String, String> consumingCode) {
        String name = type.fullName().substring(type.fullName().lastIndexOf('.') + 1);
        Pattern named = Pattern.compile("\\b" + name + "\\b");
        String topics = type.bases().stream().map(base -> "`" + base.replaceFirst("^to\\.", "to-<alias>.") + "`")
                .collect(Collectors.joining(", "));
        String consumers = consumingCode.entrySet().stream().filter(code -> named.matcher(code.getValue()).find())
                .map(Map.Entry::getKey).collect(Collectors.joining(", "));
        return "| `" + name + "` | " + topics + " | " + type.owner().text() + " | " + consumers + " | "
                + (type.isPersonal() ? "yes" : "") + " |\n";
    }

    /** By service, sorted; a service without such classes consumes nothing and is left out. */
    private static Map<String, String> consumingCode() throws IOException {
        Map<String, String> code = new TreeMap<>();
        Set<String> keepingCommunity = new TreeSet<>();
        for (Path file : mainSources()) {
            String java = Files.readString(file);
            String module = ROOT.relativize(file).getName(1).toString();
            if (java.contains("import " + COMMUNITY)) {
                keepingCommunity.add(module);
            }
            if (CONSUMING.matcher(file.toString()).matches()) {
                code.merge(module, withoutImportsAndComments(java), String::concat);
            }
        }
        String community = Objects.requireNonNull(code.remove("community"));
        keepingCommunity.forEach(service -> code.merge(service, community, String::concat));
        return code;
    }

    private static List<Path> mainSources() throws IOException {
        List<Path> sources = new ArrayList<>();
        for (String modules : List.of("platform", "services")) {
            try (var files = Files.walk(ROOT.resolve(modules))) {
                files.filter(file -> file.toString().endsWith(".java") && file.toString().contains("/src/main/java/"))
                        .sorted().forEach(sources::add);
            }
        }
        return sources;
    }

    private static String withoutImportsAndComments(String java) {
        return NOT_CODE.matcher(java).replaceAll("");
    }
}
