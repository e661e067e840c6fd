package org.meridian.replay.exporting;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.meridian.schemas.RecordType;
import org.meridian.schemas.SchemaLock;
import org.meridian.schemas.Topics;

/** docs/replay.md lists what content.ndjson shows of which record. */
class ContentDocTest {

    @Test
    void theFieldsOfTheDocumentAreThoseOfTheFile() throws Exception {
        String document = Files.readString(Path.of("../../docs/replay.md"));
        List<String> shown = Arrays.stream(RecordType.values())
                .filter(type -> type.kind() == Topics.Kind.CONTENT && type.isReplayed())
                .map(ContentDocTest::row).toList();

        assertThat(document.lines().filter(line -> line.matches("\\| `[A-Z]\\w+` \\| the .*"))
                .map(line -> line.replaceFirst("\\| the [^|]*", "|")).toList()).isEqualTo(shown);
    }

    private static String row(RecordType type) {
        var schema = SchemaLock.onClassPath().current(type.fullName()).orElseThrow().schema();
        return ContentFile.fields(schema).stream().map(field -> "`" + field.name() + "`")
                .collect(Collectors.joining(", ", "| `" + schema.getName() + "` || ", " |"));
    }
}
