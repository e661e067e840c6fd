package org.meridian.web.clocks;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.meridian.calendar.Country;
import org.meridian.calendar.WorkingDays;

/**
 * A country's wall clock, and its working hours from 12 hours ago until in 12 hours.
 *
 * @param alias the country's
 * @param day   {@code Tue}
 * @param hour  {@code 07:30}
 * @param hours working hours as they are drawn
 * @param until when work ends, {@code 17:00}; null where people are not at work
 * @param from  when they start again; null where they are at work, or nobody knows
 */
public record CountryClock(String alias, String name, Instant at, String day, String hour, List<Bar> hours,
        @Nullable String until, @Nullable Start from) {

    /** Minutes that are drawn on either side of now. */
    private static final long HALF = 720;
    private static final LocalTime START = LocalTime.of(8, 30);
    private static final LocalTime END = LocalTime.of(17, 0);
    private static final int DAYS_AHEAD = 15;

    /** In thirds of minutes from 12 hours ago, up to 480. */
    public record Bar(long x, long width, boolean isNow) {}

    /** @param at {@code 08:30} or, on another day than it is there, {@code Tue 08:30} */
    public record Start(long inMinutes, String at) {}

    private record Shift(ZonedDateTime start, ZonedDateTime end) {

        boolean isOn(ZonedDateTime at) {
            return !at.isBefore(start) && at.isBefore(end);
        }
    }

    static CountryClock of(String alias, Country country, Instant now, Locale locale) {
        ZonedDateTime there = now.atZone(country.timeZone());
        List<Shift> shifts = shifts(there, country.workingDays());
        Optional<Shift> on = shifts.stream().filter(it -> it.isOn(there)).findFirst();
        Optional<Shift> next = shifts.stream().filter(it -> it.start().isAfter(there)).findFirst();
        return new CountryClock(alias, country.name(), now, format("EEE", there, locale),
                format("HH:mm", there, locale), shifts.stream().flatMap(it -> bar(it, there).stream()).toList(),
                on.map(it -> format("HH:mm", it.end(), locale)).orElse(null),
                on.isPresent() ? null : next.map(it -> start(it.start(), there, locale)).orElse(null));
    }

    private static List<Shift> shifts(ZonedDateTime there, WorkingDays days) {
        return LongStream.rangeClosed(-1, DAYS_AHEAD).mapToObj(there.toLocalDate()::plusDays)
                .filter(days::isWorkingDay).map(day -> shift(day, there)).toList();
    }

    private static Shift shift(LocalDate day, ZonedDateTime there) {
        return new Shift(day.atTime(START).atZone(there.getZone()), day.atTime(END).atZone(there.getZone()));
    }

    private static Optional<Bar> bar(Shift shift, ZonedDateTime there) {
        long from = Math.clamp(Duration.between(there, shift.start()).toMinutes(), -HALF, HALF);
        long until = Math.clamp(Duration.between(there, shift.end()).toMinutes(), -HALF, HALF);
        return from == until
                ? Optional.empty()
                : Optional.of(new Bar((HALF + from) / 3, (until - from) / 3, shift.isOn(there)));
    }

    private static Start start(ZonedDateTime start, ZonedDateTime there, Locale locale) {
        boolean today = start.toLocalDate().equals(there.toLocalDate());
        return new Start(Duration.between(there, start).toMinutes(),
                format(today ? "HH:mm" : "EEE HH:mm", start, locale));
    }

    private static String format(String pattern, ZonedDateTime at, Locale locale) {
        return DateTimeFormatter.ofPattern(pattern, locale).format(at);
    }
}
