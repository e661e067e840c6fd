package org.meridian.replay.exporting;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.meridian.replay.problem.ReplayProblem;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The files beside the facts. */
final class Json {

    private static final JsonMapper MAPPER = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private Json() {}

    static <T> T read(Path file, Class<T> type) {
        try {
            return MAPPER.readValue(Files.readString(file), type);
        } catch (IOException | JacksonException e) {
            throw new ReplayProblem(
                    file + " cannot be read (" + String.valueOf(e.getMessage()).lines().findFirst().orElse("")
                            + "): it was changed, or is another release's.",
                    e);
        }
    }

    /** In one step: whoever reads finds either the old file or the whole new one. */
    static void write(Path file, Object content) {
        try {
            Path unfinished = file.resolveSibling(file.getFileName() + ".new");
            Files.writeString(unfinished, MAPPER.writeValueAsString(content) + "\n");
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new ReplayProblem("Cannot write " + file + " (" + e.getMessage()
                    + "): make space on its disk or give the right to write; the same command again goes on from"
                    + " here.", e);
        }
    }
}
