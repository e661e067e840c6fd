package org.meridian.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The same sentences in each language in which they are written: files of the class path, UTF-8, in ICU's syntax.
 * {@code messages/<name>.properties} has all of them in English; {@code <name>_en_US.properties} and {@code <name>_mi.properties}
 * have those that are written otherwise. A file that is put there is a language that is known.
 */
public final class Translations {

    private static final String ENGLISH = Locale.ENGLISH.getLanguage();
    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

    /** By the beginning of its keys, the path of a file without its ending. */
    private final Map<String, String> files;
    private final Map<Locale, Sentences> byLocale = new ConcurrentHashMap<>();

    private Translations(Map<String, String> files) {
        this.files = files;
    }

    /** Of {@code messages/<name>.properties}, whose keys stay as they are. */
    public static Translations of(String name) {
        return new Translations(Map.of("", "messages/" + name));
    }

    /** Of files in a folder below {@code messages/}; a key begins with its file's name and a dot. */
    public static Translations of(String folder, List<String> names) {
        Map<String, String> files = new HashMap<>();
        names.forEach(it -> files.put(it + ".", "messages/" + folder + "/" + it));
        return new Translations(Map.copyOf(files));
    }

    /** Whether there are sentences in this language, or they are English as it is written in some country. */
    public boolean has(Locale locale) {
        return locale.getLanguage().equals(ENGLISH)
                && (COUNTRIES.contains(locale.getCountry()) || locale.getCountry().isEmpty())
                || files.values().stream().anyMatch(file -> suffixes(locale).skip(1)
                        .anyMatch(it -> Translations.class.getResource("/" + file + it + ".properties") != null));
    }

    /** By its tag (BCP 47), or in the language that is meant where nothing was chosen, or something that there is not. */
    public Sentences in(@Nullable String chosen, Locale otherwise) {
        Locale locale = chosen == null ? otherwise : Locale.forLanguageTag(chosen);
        return in(has(locale) ? locale : otherwise);
    }

    public Sentences in(Locale locale) {
        Locale plain = Locale.of(locale.getLanguage(), locale.getCountry());
        return byLocale.computeIfAbsent(plain, this::load);
    }

    private Sentences load(Locale locale) {
        Map<String, String> sentences = new HashMap<>();
        suffixes(locale).forEach(suffix -> files.forEach((prefix, file) -> read(file + suffix + ".properties")
                .forEach((key, text) -> sentences.put(prefix + key, String.valueOf(text)))));
        return new Sentences(locale, Map.copyOf(sentences));
    }

    private static Stream<String> suffixes(Locale locale) {
        String language = "_" + locale.getLanguage();
        return locale.getCountry().isEmpty()
                ? Stream.of("", language)
                : Stream.of("", language, language + "_" + locale.getCountry());
    }

    private static Properties read(String path) {
        var properties = new Properties();
        try (InputStream file = Translations.class.getResourceAsStream("/" + path)) {
            if (file != null) {
                properties.load(new InputStreamReader(Objects.requireNonNull(file), StandardCharsets.UTF_8));
            }
            return properties;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
