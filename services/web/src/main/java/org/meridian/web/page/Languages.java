package org.meridian.web.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.meridian.calendar.Countries;
import org.meridian.text.Sentences;
import org.meridian.text.Translations;
import org.meridian.web.settings.WebSettings;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;

/**
 * The pages' sentences, from {@code messages/web/<family>.properties}, whose keys begin with the family's name, and the languages
 * that a reader can choose: English as four countries write it, and whatever else there are files in.
 */
@Component
public final class Languages {

    private static final String FILES = "classpath*:messages/web/*.properties";
    private static final List<Locale> ENGLISH = Stream.of("en-GB", "en-NZ", "en-AU", "en-US")
            .map(Locale::forLanguageTag).toList();

    private final Translations translations;
    private final List<Locale> offered;
    private final Locale here;

    Languages(Countries countries, WebSettings settings) {
        List<String> files = files();
        this.translations = Translations.of("web", files.stream().filter(it -> !it.contains("_")).distinct().toList());
        this.here = countries.of(settings.node()).english();
        this.offered = Stream
                .concat(Stream.concat(Stream.of(here), ENGLISH.stream()), files.stream().filter(it -> it.contains("_"))
                        .map(it -> Locale.forLanguageTag(it.substring(it.indexOf('_') + 1).replace('_', '-'))))
                .distinct()
                .toList();
    }

    private static List<String> files() {
        try {
            return Stream.of(new PathMatchingResourcePatternResolver().getResources(FILES)).map(Resource::getFilename)
                    .map(it -> String.valueOf(it).replace(".properties", "")).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param chosen a tag; null for a visitor, and for a member who has chosen none */
    Sentences of(@Nullable String chosen) {
        return translations.in(chosen, here);
    }

    /** For choosing from, this country's own first. */
    public List<Locale> offered() {
        return offered;
    }
}
