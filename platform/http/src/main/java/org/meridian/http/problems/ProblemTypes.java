package org.meridian.http.problems;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** All types of problems that a node's calls are refused with, as {@code problems.properties} has them. */
@Component
public final class ProblemTypes {

    /**
     * A type.
     *
     * @param name    the end of its address
     * @param meaning when it is answered, and what to do
     */
    public record ProblemType(String name, HttpStatus status, String meaning) {}

    private final SortedMap<String, ProblemType> types = new TreeMap<>();

    public ProblemTypes() {
        var texts = new Properties();
        try (Reader file = new InputStreamReader(Objects.requireNonNull(
                ProblemTypes.class.getResourceAsStream("/problems.properties")), StandardCharsets.UTF_8)) {
            texts.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        texts.stringPropertyNames().forEach(name -> types.put(name, parsed(name, texts.getProperty(name))));
    }

    private static ProblemType parsed(String name, String text) {
        String[] parts = text.split(" ", 2);
        return new ProblemType(name, HttpStatus.valueOf(Integer.parseInt(parts[0])), parts[1]);
    }

    /** By name. */
    public Collection<ProblemType> all() {
        return types.values();
    }

    public Optional<ProblemType> find(String name) {
        return Optional.ofNullable(types.get(name));
    }
}
