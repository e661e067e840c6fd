package org.meridian.membership.people;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.meridian.http.Fields;
import org.meridian.schemas.Limits;

/** What the parts of a profile may be; lengths are in characters. */
public final class ProfileFields {

    /**
     * @param day  a day of the week in capital letters
     * @param from a local time of the day, {@code 09:00}
     * @param to   the same; on the next day, where it is not after {@code from}
     */
    record WorkingDayChoice(@Schema(implementation = DayOfWeek.class, requiredMode = REQUIRED) @Nullable String day,
            @Schema(requiredMode = REQUIRED) @Nullable String from,
            @Schema(requiredMode = REQUIRED) @Nullable String to) {}

    private static final DateTimeFormatter WALL_TIME = DateTimeFormatter.ofPattern("HH:mm")
            .withResolverStyle(ResolverStyle.STRICT);

    private ProfileFields() {}

    public static String displayName(Fields fields, @Nullable String value) {
        return fields.line("displayName", value, Limits.DISPLAY_NAME);
    }

    public static @Nullable String profession(Fields fields, @Nullable String value) {
        return fields.optionalLine("profession", value, Limits.PROFILE_LINE);
    }

    public static @Nullable String organisation(Fields fields, @Nullable String value) {
        return fields.optionalLine("organisation", value, Limits.PROFILE_LINE);
    }

    public static List<String> expertise(Fields fields, @Nullable List<@Nullable String> values) {
        return fields.lines("expertise", values, Limits.EXPERTISE, Limits.EXPERTISE_WORD);
    }

    static List<String> languages(Fields fields, List<@Nullable String> values) {
        return fields.lines("languages", values, Limits.SPOKEN, Limits.EXPERTISE_WORD);
    }

    /** As records have them, from Monday on; each day once. */
    static List<String> workingHours(Fields fields, List<@Nullable WorkingDayChoice> week) {
        int most = DayOfWeek.values().length;
        if (week.size() > most) {
            fields.reject("workingHours", "too-many", "There are " + week.size() + " entries; " + most
                    + " is the most.", week.size(), most);
            return List.of();
        }
        List<WorkingHours> hours = new ArrayList<>();
        for (int i = 0; i < week.size(); i++) {
            hours.add(workingHours(fields, "workingHours[" + i + "]", week.get(i)));
        }
        if (hours.stream().map(WorkingHours::day).distinct().count() < hours.size()) {
            fields.reject("workingHours", "Give each day of the week once.");
        }
        return hours.stream().sorted(Comparator.comparing(WorkingHours::day)).map(WorkingHours::text).toList();
    }

    private static WorkingHours workingHours(Fields fields, String field, @Nullable WorkingDayChoice given) {
        DayOfWeek day = Stream.of(DayOfWeek.values()).filter(it -> given != null && it.name().equals(given.day()))
                .findFirst().orElseGet(() -> {
                    fields.reject(field + ".day", "Name a day of the week in capital letters, for example MONDAY.");
                    return DayOfWeek.MONDAY;
                });
        LocalTime from = wallTime(fields, field + ".from", given == null ? null : given.from());
        LocalTime to = wallTime(fields, field + ".to", given == null ? null : given.to());
        if (given != null && given.from() != null && given.from().equals(given.to())) {
            fields.reject(field + ".to", "same-times", "Working hours end at another time than they begin.");
        }
        return new WorkingHours(day, from, to);
    }

    private static LocalTime wallTime(Fields fields, String field, @Nullable String value) {
        try {
            return LocalTime.parse(value == null ? "" : value, WALL_TIME);
        } catch (DateTimeParseException e) {
            fields.reject(field, "wall-time", "Give a local time of the day as HH:mm, for example 07:30.");
            return LocalTime.MIDNIGHT;
        }
    }
}
