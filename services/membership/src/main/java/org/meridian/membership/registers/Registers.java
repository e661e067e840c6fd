package org.meridian.membership.registers;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.meridian.process.settings.Settings;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Those that come with the program, and those of the operator's file. */
@Component
public final class Registers {

    private static final String FILE = "/registers.json";

    private final Map<String, Register> byId = new TreeMap<>();

    Registers(RegisterSettings settings) {
        try (InputStream file = Objects.requireNonNull(Registers.class.getResourceAsStream(FILE))) {
            add(JsonMapper.shared().readValue(file, Register[].class));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (!settings.registers().isEmpty()) {
            add(read(settings.registers()));
        }
    }

    private static Register[] read(String name) {
        try {
            Register[] more = JsonMapper.shared().readValue(Files.readAllBytes(Path.of(name)), Register[].class);
            if (Arrays.stream(more).allMatch(Register::isWellFormed)) {
                return more;
            }
        } catch (IOException | JacksonException | NullPointerException e) {
            // Not such a file: falls through to the advice.
        }
        throw Settings.reject("meridian.registers", name, "it takes a file with registers such as"
                + " [{\"id\":\"uk-swe\",\"country\":\"uk\",\"name\":\"Social Work England\",\"url\":\"https://…\"}]");
    }

    private void add(Register[] registers) {
        for (Register register : registers) {
            byId.put(register.id(), register);
        }
    }

    /** By id. */
    public List<Register> all() {
        return List.copyOf(byId.values());
    }

    public Optional<Register> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    public boolean has(String id) {
        return byId.containsKey(id);
    }
}
