package org.meridian.web.page;

import com.ibm.icu.text.MessageFormat;
import gg.jte.Content;
import gg.jte.html.escape.Escape;
import gg.jte.output.StringOutput;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * The pages' sentences, from {@code messages/web/<family>.properties} and, where a country writes them otherwise,
 * {@code <family>_en_NZ.properties}; a key begins with its family's name.
 */
final class Texts {

    private static final String FILES = "classpath*:messages/web/*.properties";

    private final Map<String, Map<String, String>> byLanguage = new HashMap<>();
    private final Map<Locale, Sentences> byLocale = new ConcurrentHashMap<>();

    Texts() {
        try {
            for (Resource file : new PathMatchingResourcePatternResolver().getResources(FILES)) {
                add(String.valueOf(file.getFilename()).replace(".properties", ""), properties(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Properties properties(Resource file) throws IOException {
        var properties = new Properties();
        try (var reader = new InputStreamReader(file.getInputStream(), StandardCharsets.UTF_8)) {
            properties.load(reader);
        }
        return properties;
    }

    private void add(String file, Properties texts) {
        String family = file.replaceFirst("_.*", "");
        var ofLanguage = byLanguage.computeIfAbsent(file.substring(family.length()), it -> new HashMap<>());
        texts.forEach((key, text) -> ofLanguage.put(family + "." + key, String.valueOf(text)));
    }

    Sentences in(Locale locale) {
        return byLocale.computeIfAbsent(locale, it -> new Sentences(it,
                Stream.of("_" + it.getLanguage() + "_" + it.getCountry(), "_" + it.getLanguage(), "")
                        .map(file -> byLanguage.getOrDefault(file, Map.of())).toList()));
    }

    /** The sentences as they are written in one country. */
    static final class Sentences {

        private final Locale locale;
        private final List<Map<String, String>> texts;
        private final Map<String, MessageFormat> formats = new ConcurrentHashMap<>();
        /** Those into which nothing is put, as into most, need no formatting. */
        private final Map<String, String> plain = new ConcurrentHashMap<>();

        private Sentences(Locale locale, List<Map<String, String>> texts) {
            this.locale = locale;
            this.texts = texts;
        }

        Locale locale() {
            return locale;
        }

        String of(String key, Object... arguments) {
            return arguments.length == 0
                    ? plain.computeIfAbsent(key, this::formatted)
                    : formatted(key, arguments);
        }

        private String formatted(String key, Object... arguments) {
            MessageFormat format = formats.computeIfAbsent(key, it -> new MessageFormat(pattern(it), locale));
            synchronized (format) {
                return format.format(arguments);
            }
        }

        /** A sentence with markup: what is put into it is escaped. */
        Content rich(String key, Object... arguments) {
            Object[] escaped = Stream.of(arguments).map(it -> it instanceof String text ? escaped(text) : it).toArray();
            return Html.raw(of(key, escaped));
        }

        private static String escaped(String text) {
            var output = new StringOutput();
            Escape.htmlAttribute(text, output);
            return output.toString().replace("<", "&lt;").replace(">", "&gt;");
        }

        private String pattern(String key) {
            return texts.stream().filter(it -> it.containsKey(key)).findFirst().map(it -> it.get(key))
                    .orElseThrow(() -> new IllegalArgumentException("There is no text " + key));
        }
    }
}
