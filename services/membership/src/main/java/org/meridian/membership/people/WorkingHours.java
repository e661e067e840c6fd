package org.meridian.membership.people;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When somebody works on a day of the week, by the wall clock of their zone.
 *
 * @param to on the next day, where it is not after {@code from}
 */
record WorkingHours(DayOfWeek day, LocalTime from, LocalTime to) {

    private static final Pattern TEXT = Pattern.compile("([A-Z]{6,9}) (\\d\\d:\\d\\d)-(\\d\\d:\\d\\d)");

    /** Empty for what nobody can read, as what another country's newer release may write. */
    static Optional<WorkingHours> parse(String text) {
        Matcher parts = TEXT.matcher(text);
        try {
            return parts.matches()
                    ? Optional.of(new WorkingHours(DayOfWeek.valueOf(parts.group(1)), LocalTime.parse(parts.group(2)),
                            LocalTime.parse(parts.group(3))))
                    : Optional.empty();
        } catch (DateTimeException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** As records have it. */
    String text() {
        return day + " " + from + "-" + to;
    }

    /** Whether somebody with these hours is at work at that moment, on a shift that began yesterday, too. */
    static boolean areOn(List<WorkingHours> week, ZoneId zone, Instant at) {
        LocalDate today = LocalDate.ofInstant(at, zone);
        return week.stream().anyMatch(it -> it.isOn(today, zone, at) || it.isOn(today.minusDays(1), zone, at));
    }

    private boolean isOn(LocalDate date, ZoneId zone, Instant at) {
        if (date.getDayOfWeek() != day) {
            return false;
        }
        ZonedDateTime start = date.atTime(from).atZone(zone);
        ZonedDateTime end = (to.isAfter(from) ? date : date.plusDays(1)).atTime(to).atZone(zone);
        return !at.isBefore(start.toInstant()) && at.isBefore(end.toInstant());
    }
}
