package org.meridian.membership.people;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.meridian.text.SearchText;

/** What somebody is found by, or looked for with: each word with a letter before it that says of what it is. */
final class Words {

    static final char NAME = 'n';
    static final char EXPERTISE = 'e';
    static final char LANGUAGE = 'l';
    /** A tsvector holds no word of more than 2 kB. */
    private static final int MOST = 100;

    private final Set<String> all = new LinkedHashSet<>();

    Words of(char kind, @Nullable String... texts) {
        Stream.of(texts).flatMap(Stream::ofNullable).flatMap(it -> SearchText.words(it).stream())
                .map(word -> word.substring(0, word.offsetByCodePoints(0,
                        Math.min(MOST, word.codePointCount(0, word.length())))))
                .forEach(word -> all.add(kind + word));
        return this;
    }

    Words of(char kind, List<String> texts) {
        return of(kind, texts.toArray(String[]::new));
    }

    List<String> all() {
        return List.copyOf(all);
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    /** As a tsquery, for whoever has words that begin with all of them, or with one of them. */
    String query(boolean one) {
        return all.stream().map(word -> "'" + word.replace("\\", "\\\\").replace("'", "''") + "':*")
                .collect(Collectors.joining(one ? " | " : " & "));
    }
}
