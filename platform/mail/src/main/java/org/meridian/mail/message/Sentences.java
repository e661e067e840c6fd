package org.meridian.mail.message;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.springframework.context.support.ResourceBundleMessageSource;

/** The sentences of a file under {@code messages/}, in English for now. */
public final class Sentences {

    public static final Locale LOCALE = Locale.ENGLISH;

    private final ResourceBundleMessageSource source = new ResourceBundleMessageSource();

    /** @param name the file's, without {@code .properties} */
    public Sentences(String name) {
        source.setBasename("messages/" + name);
        source.setDefaultEncoding(StandardCharsets.UTF_8.name());
        source.setFallbackToSystemLocale(false);
    }

    /**
     * @param arguments take the places of <code>{0}</code>, <code>{1}</code> …; a number is written as its language does
     * @throws org.springframework.context.NoSuchMessageException if the file has no such key
     */
    public String of(String key, Object... arguments) {
        return source.getMessage(key, arguments, LOCALE);
    }
}
