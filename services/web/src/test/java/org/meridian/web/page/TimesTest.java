package org.meridian.web.page;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.meridian.calendar.Countries;
import org.meridian.calendar.Country;
import org.meridian.text.Sentences;
import org.meridian.text.Translations;

class TimesTest {

    private static final Countries COUNTRIES = new Countries(
            Map.of("uk", new Country("United Kingdom", "GB-ENG", ZoneId.of("Europe/London")), "nz",
                    new Country("New Zealand", "NZ", ZoneId.of("Pacific/Auckland"))));
    private static final Instant NOW = Instant.parse("2026-11-24T08:05:00Z");

    private final Times leeds = new Times(in(Locale.UK), ZoneId.of("Europe/London"), COUNTRIES, NOW);

    @Test
    void aTimeIsShownInTheReadersZone() {
        assertThat(leeds.mine(Instant.parse("2026-11-24T07:30:00Z"))).isEqualTo("Tue 07:30");
        assertThat(leeds.mine(Instant.parse("2026-11-12T10:00:00Z"))).isEqualTo("12 November, 10:00");
        assertThat(leeds.mine(Instant.parse("2025-07-01T10:00:00Z"))).isEqualTo("1 July 2025, 11:00");
        assertThat(leeds.city()).isEqualTo("London");
    }

    @Test
    void aDateIsWrittenAsInTheReadersCountry() {
        var columbus = new Times(in(Locale.US), ZoneId.of("America/New_York"), COUNTRIES, NOW);
        assertThat(columbus.mine(Instant.parse("2026-11-12T10:00:00Z"))).isEqualTo("November 12, 05:00");
        assertThat(columbus.date(LocalDate.of(2026, 11, 24))).isEqualTo("Tuesday, November 24, 2026");
    }

    private static Sentences in(Locale locale) {
        return Translations.of("web", List.of("layout")).in(locale);
    }

    @Test
    void besideItStandsTheTimeInTheAuthorsCountryWithItsDayWhereThatIsAnother() {
        var sameDay = requireNonNull(leeds.there(Instant.parse("2026-11-24T07:30:00Z"), "nz"));
        assertThat(sameDay).isEqualTo(new Times.There("20:30", "New Zealand"));
        var nextDay = requireNonNull(leeds.there(Instant.parse("2026-11-23T20:05:00Z"), "nz"));
        assertThat(nextDay.time()).isEqualTo("Tue 09:05");
    }

    @Test
    void whereTheClocksShowTheSameItIsSaidOnce() {
        assertThat(leeds.there(NOW, "uk")).isNull();
    }
}
