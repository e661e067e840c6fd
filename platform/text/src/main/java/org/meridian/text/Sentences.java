package org.meridian.text;

import com.ibm.icu.text.MessageFormat;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The sentences of one language, as it is written in one country. */
public final class Sentences {

    private final Locale locale;
    private final Map<String, String> patterns;
    private final Map<String, String> plain = new ConcurrentHashMap<>();
    private final Map<String, MessageFormat> formats = new ConcurrentHashMap<>();
    private final Map<String, DateTimeFormatter> dates = new ConcurrentHashMap<>();

    Sentences(Locale locale, Map<String, String> patterns) {
        this.locale = locale;
        this.patterns = patterns;
    }

    public Locale locale() {
        return locale;
    }

    /**
     * @param arguments take the places of <code>{0}</code>, <code>{1}</code> …; a number is written, and decides between one and
     *                  several, as its language does
     * @throws IllegalArgumentException if there is no such sentence
     */
    public String of(String key, Object... arguments) {
        return arguments.length == 0 ? plain.computeIfAbsent(key, this::format) : format(key, arguments);
    }

    private String format(String key, Object... arguments) {
        MessageFormat format = formats.computeIfAbsent(key, it -> new MessageFormat(pattern(it), locale));
        synchronized (format) {
            return format.format(arguments);
        }
    }

    /** A date or a time, in the order in which its parts are written here: the key is that of a pattern. */
    public String date(String key, TemporalAccessor at) {
        return dates.computeIfAbsent(key, it -> DateTimeFormatter.ofPattern(pattern(it), locale)).format(at);
    }

    private String pattern(String key) {
        String pattern = patterns.get(key);
        if (pattern == null) {
            throw new IllegalArgumentException("There is no sentence " + key);
        }
        return pattern;
    }
}
