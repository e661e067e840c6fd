package org.meridian.web.page;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.meridian.calendar.Countries;
import org.meridian.calendar.Country;

/**
 * Times as people think of them: in the reader's zone and, where its clocks differ, in the zone of the author's country,
 * by the country's name. Hours are those of a clock with 24, since localised ones have spaces that break.
 */
public final class Times {

    private static final long DAYS_BY_NAME = 6;
    private static final Map<Format, DateTimeFormatter> FORMATS = new ConcurrentHashMap<>();

    private record Format(String pattern, Locale locale) {}

    private final Locale locale;
    private final ZoneId mine;
    private final Countries countries;
    private final Instant now;

    Times(Locale locale, ZoneId mine, Countries countries, Instant now) {
        this.locale = locale;
        this.mine = mine;
        this.countries = countries;
        this.now = now;
    }

    /** A time where somebody else is. */
    public record There(String time, String country) {}

    public Instant now() {
        return now;
    }

    /** {@code Tue 07:30} in the last and the next days, {@code 12 November, 07:30} else. */
    public String mine(Instant at) {
        return shown(at.atZone(mine), now.atZone(mine).toLocalDate());
    }

    /** {@code Tuesday, 24 November 2026}. */
    public String date(LocalDate date) {
        return DateTimeFormatter.ofPattern("EEEE, d MMMM yyyy", locale).format(date);
    }

    /**
     * The same moment in the country of whoever wrote it; null where its clocks show what the reader's do.
     *
     * @param home the country's alias
     */
    public @Nullable There there(Instant at, String home) {
        Country country = countries.of(home);
        ZonedDateTime here = at.atZone(mine);
        ZonedDateTime there = at.atZone(country.timeZone());
        if (here.getOffset().equals(there.getOffset())) {
            return null;
        }
        String time = here.toLocalDate().equals(there.toLocalDate())
                ? format("HH:mm", there)
                : shown(there, now.atZone(mine).toLocalDate());
        return new There(time, country.whereItsClocksAre());
    }

    /** The reader's zone by its city, {@code Auckland}. */
    public String city() {
        return Zones.city(mine.getId(), locale);
    }

    private String shown(ZonedDateTime at, LocalDate today) {
        long days = Math.abs(ChronoUnit.DAYS.between(at.toLocalDate(), today));
        if (days <= DAYS_BY_NAME) {
            return format("EEE HH:mm", at);
        }
        return format(at.getYear() == today.getYear() ? "d MMMM, HH:mm" : "d MMMM yyyy, HH:mm", at);
    }

    private String format(String pattern, ZonedDateTime at) {
        return FORMATS.computeIfAbsent(new Format(pattern, locale),
                it -> DateTimeFormatter.ofPattern(it.pattern(), it.locale())).format(at);
    }
}
