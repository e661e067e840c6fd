package org.meridian.web.clocks;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.meridian.calendar.Country;

class CountryClockTest {

    private static final Country NZ = new Country("New Zealand", "NZ", ZoneId.of("Pacific/Auckland"));
    private static final Country UK = new Country("United Kingdom", "GB-ENG", ZoneId.of("Europe/London"));

    @Test
    void somebodyIsAtWork() {
        CountryClock clock = clock(NZ, "2026-11-23T01:20:00Z");
        assertThat(clock.day()).isEqualTo("Mon");
        assertThat(clock.hour()).isEqualTo("14:20");
        assertThat(clock.until()).isEqualTo("17:00");
        assertThat(clock.from()).isNull();
        assertThat(clock.hours()).containsExactly(new CountryClock.Bar(123, 170, true));
    }

    @Test
    void orStartsInSomeHoursAndWhatIsLaterThanTheStripIsCut() {
        CountryClock clock = clock(UK, "2026-11-23T01:20:00Z");
        assertThat(clock.until()).isNull();
        assertThat(clock.from()).isEqualTo(new CountryClock.Start(430, "08:30"));
        assertThat(clock.hours()).containsExactly(new CountryClock.Bar(383, 96, false));
    }

    @Test
    void orOnTheNextDayThatIsNoHoliday() {
        // Friday before Christmas: Monday, 28 December, is a holiday in lieu.
        CountryClock clock = clock(UK, "2026-12-24T18:00:00Z");
        assertThat(requireNonNull(clock.from()).at()).isEqualTo("Tue 08:30");
    }

    private static CountryClock clock(Country country, String now) {
        return CountryClock.of("xx", country, Instant.parse(now), Locale.UK);
    }
}
