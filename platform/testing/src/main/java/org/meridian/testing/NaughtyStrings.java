package org.meridian.testing;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** Texts that have broken programs before: the Big List of Naughty Strings. */
public final class NaughtyStrings {

    private NaughtyStrings() {}

    public static List<String> all() {
        try (InputStream file = NaughtyStrings.class.getResourceAsStream("/blns.json")) {
            List<String> strings = new ArrayList<>();
            JsonMapper.shared().readTree(requireNonNull(file)).forEach(it -> strings.add(it.asString()));
            return strings;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
