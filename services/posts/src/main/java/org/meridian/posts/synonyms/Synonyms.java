package org.meridian.posts.synonyms;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.meridian.process.settings.Settings;
import org.meridian.text.SearchText;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** What the countries call the same: those that come with the program, and those of the operator's file. */
@Component
public final class Synonyms {

    private static final String FILE = "/synonyms.json";
    private static final int MOST_CHARS = 100;

    /** Phrases that mean the same, by the words of each of them, in the singular. */
    private final Map<List<String>, Set<String>> byWords = new LinkedHashMap<>();
    private int longest;

    @Autowired
    Synonyms(SynonymSettings settings) {
        this();
        if (!settings.synonyms().isEmpty()) {
            add(read(settings.synonyms()));
        }
    }

    Synonyms() {
        try (InputStream file = Objects.requireNonNull(Synonyms.class.getResourceAsStream(FILE))) {
            add(JsonMapper.shared().readValue(file, String[][].class));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String[][] read(String name) {
        try {
            String[][] more = JsonMapper.shared().readValue(Files.readAllBytes(Path.of(name)), String[][].class);
            if (Arrays.stream(more).allMatch(same -> same.length > 1 && Arrays.stream(same).allMatch(
                    it -> it.length() <= MOST_CHARS && !SearchText.words(it).isEmpty()))) {
                return more;
            }
        } catch (IOException | JacksonException | NullPointerException e) {
            // Not such a file: falls through to the advice.
        }
        throw Settings.reject("meridian.synonyms", name,
                "it takes a file with lists of what means the same, such as [[\"looked-after child\",\"out-of-home care\"]]");
    }

    private void add(String[][] more) {
        for (String[] same : more) {
            for (String phrase : same) {
                List<String> words = words(phrase);
                longest = Math.max(longest, words.size());
                byWords.computeIfAbsent(words, it -> new LinkedHashSet<>()).addAll(List.of(same));
            }
        }
    }

    /**
     * The longest beginning of some words that has synonyms; empty where none has.
     *
     * @param words as somebody typed them
     */
    public Match longest(List<String> words) {
        List<String> singular = new ArrayList<>();
        words.stream().limit(longest).forEach(it -> singular.add(singular(SearchText.of(it))));
        for (int length = singular.size(); length > 0; length--) {
            Set<String> same = byWords.get(singular.subList(0, length));
            if (same != null) {
                return new Match(length, List.copyOf(same));
            }
        }
        return new Match(0, List.of());
    }

    /** @param words how many of them have the synonyms */
    public record Match(int words, List<String> phrases) {}

    private static List<String> words(String phrase) {
        return SearchText.words(phrase).stream().map(Synonyms::singular).toList();
    }

    private static String singular(String word) {
        if (word.equals("children")) {
            return "child";
        }
        if (word.endsWith("ies") && word.length() > 4) {
            return word.substring(0, word.length() - 3) + "y";
        }
        return word.endsWith("s") && !word.endsWith("ss") && word.length() > 3
                ? word.substring(0, word.length() - 1)
                : word;
    }
}
