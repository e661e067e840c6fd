package org.meridian.web.page;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.meridian.calendar.Countries;
import org.meridian.calendar.Country;
import org.meridian.text.Sentences;

/**
 * Times as people think of them: in the reader's zone and, where its clocks differ, in the zone of the author's country,
 * by the country's name. Hours are those of a clock with 24, since localised ones have spaces that break.
 */
public final class Times {

    private static final long DAYS_BY_NAME = 6;

    private final Sentences sentences;
    private final ZoneId mine;
    private final Countries countries;
    private final Instant now;

    Times(Sentences sentences, ZoneId mine, Countries countries, Instant now) {
        this.sentences = sentences;
        this.mine = mine;
        this.countries = countries;
        this.now = now;
    }

    /** A time where somebody else is. */
    public record There(String time, String country) {}

    public Instant now() {
        return now;
    }

    /** The reader's. */
    public ZoneId zone() {
        return mine;
    }

    /** {@code Tue 07:30} in the last and the next days, {@code 12 November, 07:30} else. */
    public String mine(Instant at) {
        return shown(at.atZone(mine), now.atZone(mine).toLocalDate());
    }

    /** {@code Tuesday, 24 November 2026}. */
    public String date(LocalDate date) {
        return sentences.date("layout.date.long-day", date);
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
                ? sentences.date("layout.date.clock", there)
                : shown(there, now.atZone(mine).toLocalDate());
        return new There(time, country.whereItsClocksAre());
    }

    /** The reader's zone by its city, {@code Auckland}. */
    public String city() {
        return Zones.city(mine.getId(), sentences.locale());
    }

    private String shown(ZonedDateTime at, LocalDate today) {
        long days = Math.abs(ChronoUnit.DAYS.between(at.toLocalDate(), today));
        if (days <= DAYS_BY_NAME) {
            return sentences.date("layout.date.day-time", at);
        }
        return at.getYear() == today.getYear()
                ? sentences.date("layout.date.time", at)
                : sentences.date("layout.date.year-time", at);
    }
}
