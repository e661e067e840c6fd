package org.meridian.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.meridian.replay.facts.Column;

/** docs/replay.md lists the columns as the schemas have them. */
class ColumnsDocTest {

    @Test
    void theColumnsOfTheDocumentAreThoseOfTheSchemas() throws Exception {
        String rows = Column.all().stream().map(column -> "| `%s` | %s | %s |".formatted(column.name(), switch (column
                .kind()) {
            case TEXT -> "text";
            case NUMBER -> "whole number";
            case DECIMAL -> "number";
            case FLAG -> "true or false";
            case TIME -> "time";
        }, column.doc())).collect(Collectors.joining("\n"));

        assertThat(Files.readString(Path.of("../../docs/replay.md"))).contains(rows);
    }
}
