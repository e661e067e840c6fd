package org.meridian.schemas;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;

/** The tool that freezes new schemas and their golden bytes: run by hand, see schemas/README.md. */
class ReleaseSchemas {
    private static final Path FOLDER = Path.of("src/main/resources/META-INF/meridian");

    @Test
    void appendsWhatIsNew() throws IOException {
        var release = Release.of(Idl.records(), SchemaLock.read(ReleaseSchemas::file));
        for (var text : release.texts().entrySet()) {
            Files.writeString(FOLDER.resolve(text.getKey()), text.getValue(), StandardOpenOption.CREATE_NEW);
        }
        Files.write(FOLDER.resolve(SchemaLock.FILE), release.lines(), StandardOpenOption.APPEND);
        Golden.writeAbsent(SchemaLock.read(ReleaseSchemas::file));
    }

    private static String file(String name) {
        try {
            return Files.readString(FOLDER.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
