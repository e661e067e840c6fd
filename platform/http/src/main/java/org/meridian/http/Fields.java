package org.meridian.http;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.IllformedLocaleException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.decision.Refusal.FieldError;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.schemas.Limits;
import org.meridian.text.Legible;

/**
 * Reads a request's fields, collecting what is wrong with them, so that a caller hears of all mistakes at once. Lengths
 * are in characters (Unicode code points). What people read follows one rule ({@link Legible}) and is kept in one spelling.
 */
public final class Fields {

    /** An offset by another name, as Etc/GMT+5 or EST, would be wrong half of the year. */
    private static final Pattern REGION = Pattern.compile("(Etc/)?UTC|(?!Etc/|SystemV/).+/.+");

    private static final Pattern FOUR_DIGITS = Pattern.compile("[0-9]{4}-");
    private static final Pattern DAY = Pattern.compile("2[0-9]{3}-[0-9]{2}-[0-9]{2}");
    private static final Set<String> LANGUAGES = Set.of(Locale.getISOLanguages());

    private final List<FieldError> errors = new ArrayList<>();

    /** A text that has to be there, with something to see in it; the empty string when it is wrong. */
    public String text(String field, @Nullable String value, int most) {
        if (value == null || value.isBlank()) {
            reject(field, "missing", "Give a text of 1 to " + most + " characters.", most);
            return "";
        }
        return legible(field, value, most);
    }

    /** A name, a title: a text in one line, with nothing that reorders what stands around it. */
    public String line(String field, @Nullable String value, int most) {
        return oneLine(field, text(field, value, most));
    }

    /** Null when there is none, or a blank one. */
    public @Nullable String optionalText(String field, @Nullable String value, int most) {
        return value == null || value.isBlank() ? null : legible(field, value, most);
    }

    /** Null when there is none, or a blank one. */
    public @Nullable String optionalLine(String field, @Nullable String value, int most) {
        String text = optionalText(field, value, most);
        return text == null ? null : oneLine(field, text);
    }

    /** Null when it stays as it is, the empty string when it is taken away. */
    public @Nullable String changedText(String field, @Nullable String value, int most) {
        return value != null && value.isBlank() ? "" : optionalText(field, value, most);
    }

    /** Null when it stays as it is, the empty string when it is taken away. */
    public @Nullable String changedLine(String field, @Nullable String value, int most) {
        return value != null && value.isBlank() ? "" : optionalLine(field, value, most);
    }

    /** In the one spelling that is stored and compared. */
    private String legible(String field, String value, int most) {
        String text = Legible.normalised(value);
        int length = text.codePointCount(0, text.length());
        if (length > most) {
            reject(field, "too-long", "This has " + length + " characters; " + most + " is the most.", length,
                    most);
        } else if (!Legible.isPrintable(text)) {
            reject(field, "controls", "Take out the control characters; only line breaks and tabs are kept.");
        } else if (!Legible.isVisible(text)) {
            reject(field, "invisible", "There is nothing to see in this text; give one with letters, digits or signs.");
        }
        return text;
    }

    private String oneLine(String field, String text) {
        if (!Legible.isOneLine(text)) {
            reject(field, "one-line", "Write this in one line.");
        } else if (!Legible.turnsNothingAround(text)) {
            reject(field, "turning", "Take out the invisible characters that change the direction of what is written.");
        }
        return text;
    }

    public List<String> texts(String field, @Nullable List<? extends @Nullable String> values, int mostValues,
            int most) {
        return each(field, values, mostValues, (name, value) -> text(name, value, most));
    }

    public List<String> lines(String field, @Nullable List<? extends @Nullable String> values, int mostValues,
            int most) {
        return each(field, values, mostValues, (name, value) -> line(name, value, most));
    }

    private List<String> each(String field, @Nullable List<? extends @Nullable String> values, int most, Check check) {
        if (values == null) {
            return List.of();
        }
        if (values.size() > most) {
            reject(field, "too-many", "There are " + values.size() + " entries; " + most + " is the most.",
                    values.size(),
                    most);
            return List.of();
        }
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            texts.add(check.of(field + "[" + i + "]", values.get(i)));
        }
        return texts;
    }

    private interface Check {
        String of(String field, @Nullable String value);
    }

    /** One of an enum's names as the HTTP surface writes them; {@code UNKNOWN}, where there is one, is not for callers. */
    public <E extends Enum<E>> E choice(String field, @Nullable String value, Class<E> choices) {
        List<E> offered = Stream.of(choices.getEnumConstants()).filter(it -> !it.name().equals("UNKNOWN")).toList();
        return offered.stream().filter(it -> apiName(it).equals(value)).findFirst().orElseGet(() -> {
            reject(field, "choice", "Choose one of: "
                    + offered.stream().map(Fields::apiName).collect(Collectors.joining(", ")) + ".");
            return offered.getFirst();
        });
    }

    /** The id of a region whose wall clock people live by; {@code UTC} when it is wrong. */
    public String timeZone(String field, @Nullable String value) {
        if (value != null && ZoneId.getAvailableZoneIds().contains(value) && REGION.matcher(value).matches()) {
            return value;
        }
        reject(field, "time-zone", "Name a region of the IANA time zone database, for example Pacific/Auckland.");
        return "UTC";
    }

    /**
     * A language as BCP 47 writes it, {@code en-NZ} or {@code mi}, in its usual spelling; null where it is left out, and when it
     * is wrong.
     */
    public @Nullable String language(String field, @Nullable String value) {
        if (value == null) {
            return null;
        }
        try {
            Locale language = new Locale.Builder().setLanguageTag(value).build();
            if (value.length() <= Limits.LANGUAGE && LANGUAGES.contains(language.getLanguage())) {
                return language.toLanguageTag();
            }
        } catch (IllformedLocaleException e) {
            // No tag at all: falls through to the rejection.
        }
        reject(field, "language", "Name a language by its tag, for example en-NZ, mi or cy.");
        return null;
    }

    /** A time in UTC of the years 0 to 9999, beyond which no record's time can be, to the microsecond; null where there is none. */
    public @Nullable Instant time(String field, @Nullable String value) {
        if (value == null) {
            return null;
        }
        try {
            Instant time = Instant.parse(value).truncatedTo(ChronoUnit.MICROS); // as records have it
            if (FOUR_DIGITS.matcher(value).lookingAt()) {
                return time;
            }
        } catch (DateTimeParseException e) {
            // falls through to the advice
        }
        reject(field, "Give a time in UTC, for example 2026-03-01T00:00:00Z.");
        return null;
    }

    /** A day of the years 2000 to 2999 that has to be there; null when it is wrong. */
    public @Nullable LocalDate date(String field, @Nullable String value) {
        try {
            if (value != null && DAY.matcher(value).matches()) {
                return LocalDate.parse(value);
            }
        } catch (DateTimeParseException e) {
            // falls through to the advice
        }
        reject(field, "date", "Give a day, for example 2026-03-01.");
        return null;
    }

    /** In lower case, with hyphens. */
    public static String apiName(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public void reject(String field, String message) {
        errors.add(new FieldError(field, message));
    }

    /** @param rule names what is not kept to, for whoever says it in another language */
    public void reject(String field, String rule, String message, Integer... numbers) {
        errors.add(new FieldError(field, message, rule, List.of(numbers)));
    }

    /** @throws Refusal naming every field that was wrong */
    public void check() {
        if (!errors.isEmpty()) {
            throw Refusal.fields(List.copyOf(errors));
        }
    }
}
