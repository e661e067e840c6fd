package org.meridian.web.analyst;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.meridian.schemas.RecordType;
import org.meridian.web.calls.ReplayCalls.NewReplay;
import org.meridian.web.page.Form;
import org.meridian.web.page.Mistakes;
import org.meridian.web.page.Page;

/**
 * What somebody chooses to have replayed, as the form has it.
 *
 * @param key    so that the form, sent twice, starts one
 * @param groups their ids
 * @param others more groups: ids or addresses of their pages, one in a line
 * @param from   the first day, in the reader's zone, as {@code 2026-11-24}
 * @param until  the last day
 */
public record Choice(String key, List<String> types, List<String> countries, List<String> groups, String others,
        String from, String until, String format, boolean withContent) {

    /** The types of facts that may be replayed, by their names without the name space. */
    public static final List<String> TYPES = Stream.of(RecordType.values())
            .filter(it -> it.isFact() && it.isReplayed())
            .map(it -> it.fullName().substring(it.fullName().lastIndexOf('.') + 1)).toList();

    private static final Pattern ADDRESS = Pattern.compile("^https?://[^/]+/groups/([^/?#]+).*$");

    static Choice first() {
        return new Choice(Form.newKey(), List.of(), List.of(), List.of(), "", "", "", "ndjson", false);
    }

    static Choice of(Form form) {
        return new Choice(form.key(), form.texts("types"), form.texts("countries"), form.texts("group"),
                form.text("groups"), form.line("from"), form.line("until"), form.line("format"),
                form.isChecked("withContent"));
    }

    /** What is wrong with its days; the API says the rest. */
    Mistakes mistakes(Page page) {
        Map<String, String> byField = new LinkedHashMap<>();
        for (var field : List.of(Map.entry("from", from), Map.entry("until", until))) {
            if (!field.getValue().isEmpty() && day(field.getValue()) == null) {
                byField.put(field.getKey(), page.text("analyst.no-day", field.getValue()));
            }
        }
        LocalDate first = day(from);
        LocalDate last = day(until);
        if (first != null && last != null && last.isBefore(first)) {
            byField.put("until", page.text("analyst.until-before-from"));
        }
        return new Mistakes(byField);
    }

    private static @Nullable LocalDate day(String text) {
        try {
            return text.isEmpty() ? null : LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    NewReplay replay(ZoneId zone) {
        List<String> all = new ArrayList<>(groups);
        others.lines().map(String::strip).filter(it -> !it.isEmpty())
                .map(it -> ADDRESS.matcher(it).replaceFirst("$1")).forEach(all::add);
        LocalDate last = day(until);
        return new NewReplay(countries, all.stream().distinct().toList(), types, beginning(day(from), zone),
                last == null ? null : beginning(last.plusDays(1), zone), format, withContent);
    }

    private static @Nullable Instant beginning(@Nullable LocalDate day, ZoneId zone) {
        return day == null ? null : day.atStartOfDay(zone).toInstant();
    }
}
