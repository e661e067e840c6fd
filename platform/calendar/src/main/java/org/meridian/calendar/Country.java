package org.meridian.calendar;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What people call a country, and how it counts its days and hours.
 *
 * @param name     in words, for example {@code New Zealand}
 * @param iso      whose public holidays are no working days, ISO 3166: {@code NZ} or {@code GB-ENG}; empty: only weekends
 *                 are not
 * @param timeZone the zone in which the local time of its members is shown: a member's own zone never leaves their country
 */
public record Country(@DefaultValue("") String name, @DefaultValue("") String iso,
        @DefaultValue("UTC") ZoneId timeZone) {

    private static final String NOBODYS_ZONE = "UTC";
    private static final int BEGIN = 9;
    private static final int END = 17;
    private static final Set<String> CODES = Set.of(Locale.getISOCountries());
    /** ISO 3166 has reserved it for the country whose own code nobody says. */
    private static final Map<String, String> COMMON = Map.of("uk", "gb");

    static Country unknown(String alias) {
        return new Country("", "", ZoneId.of(NOBODYS_ZONE)).named(alias);
    }

    /** As English calls the country of {@code iso} or, without that, of the alias, and by the alias where there is no such. */
    Country named(String alias) {
        String code = iso.isEmpty() ? COMMON.getOrDefault(alias, alias).toUpperCase(Locale.ROOT) : iso.substring(0, 2);
        return new Country(
                CODES.contains(code) ? Locale.of("", code).getDisplayCountry(Locale.ENGLISH) : alias, iso, timeZone);
    }

    /** English as it is written there. */
    public Locale english() {
        String code = iso.isEmpty() ? "" : iso.substring(0, 2);
        return CODES.contains(code) ? Locale.of("en", code) : Locale.UK;
    }

    /** @throws IllegalArgumentException when no public holidays are known for it */
    public WorkingDays workingDays() {
        return iso.isEmpty() ? WorkingDays.MONDAY_TO_FRIDAY : PublicHolidays.of(iso);
    }

    /** The same local time so many of its working days later, at least one. */
    public Instant workingDaysAfter(Instant at, int days) {
        return workingDays().later(at.atZone(timeZone), days).toInstant();
    }

    /** From nine to five on its working days. */
    public boolean isWorkingTime(Instant at) {
        ZonedDateTime local = at.atZone(timeZone);
        return workingDays().isWorkingDay(local.toLocalDate()) && local.getHour() >= BEGIN && local.getHour() < END;
    }

    /** Where a local time of its zone is the local time, as in <i>07:15 in New Zealand</i>. */
    public String whereItsClocksAre() {
        return timeZone.getId().equals(NOBODYS_ZONE) ? NOBODYS_ZONE : name;
    }
}
