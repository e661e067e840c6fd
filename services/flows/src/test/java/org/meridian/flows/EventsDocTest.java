package org.meridian.flows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.meridian.schemas.RecordType;

/**
 * The table of events in docs/events.md says what the code does: topics and producers as in {@link Topics}, and as
 * consumers the services that make something of a record, which are those whose {@code *Rows} or {@code *Table} classes
 * name its class. Schemas have no table; {@code SchemaAnnouncements} reads them. Needs no network.
 */
class EventsDocTest {

    private static final Path ROOT = Path.of(System.getProperty("meridian.root", "../..")).toAbsolutePath().normalize();
    private static final String BEGIN = "<!-- events:begin -->\n";
    private static final String END = "<!-- events:end -->\n";
    private static final Pattern CONSUMING = Pattern.compile(".*(Rows|Table|SchemaAnnouncements)[.]java");
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
        planted.merge("posts", "case Charter charter -> {}", String::concat);
        assertThat(table(planted)).contains(
                "| `Charter` | `domestic.charters`, `shared.charters` | membership | membership, notifications, posts |");
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
                "| `Profile` | `shared.profiles` | membership |  |",
                "| `JoinAnswers` | `to-<alias>.answers` | membership |  |",
                "| `Account` | `domestic.accounts` | membership | posts |");
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
                .collect(Collectors.joining("", "| event | topics | producer | consumers |\n|---|---|---|---|\n", ""));
    }

    private static String row(RecordType type, Map<String, String> consumingCode) {
        String name = type.fullName().substring(type.fullName().lastIndexOf('.') + 1);
        Pattern named = Pattern.compile("\\b" + name + "\\b");
        String topics = type.bases().stream().map(base -> "`" + base.replaceFirst("^to\\.", "to-<alias>.") + "`")
                .collect(Collectors.joining(", "));
        String consumers = consumingCode.entrySet().stream().filter(code -> named.matcher(code.getValue()).find())
                .map(Map.Entry::getKey).collect(Collectors.joining(", "));
        return "| `" + name + "` | " + topics + " | " + type.owner().text() + " | " + consumers + " |\n";
    }

    /** By service, sorted; a service without such classes consumes nothing and is left out. */
    private static Map<String, String> consumingCode() throws IOException {
        Map<String, String> code = new TreeMap<>();
        for (Path file : mainSources()) {
            if (CONSUMING.matcher(file.toString()).matches()) {
                String service = ROOT.resolve("services").relativize(file).getName(0).toString();
                code.merge(service, withoutImportsAndComments(Files.readString(file)), String::concat);
            }
        }
        return code;
    }

    private static List<Path> mainSources() throws IOException {
        try (var files = Files.walk(ROOT.resolve("services"))) {
            return files
                    .filter(file -> file.toString().endsWith(".java") && file.toString().contains("/src/main/java/"))
                    .sorted().toList();
        }
    }

    private static String withoutImportsAndComments(String java) {
        return NOT_CODE.matcher(java).replaceAll("");
    }
}
