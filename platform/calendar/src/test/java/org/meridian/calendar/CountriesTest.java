package org.meridian.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.meridian.process.startup.StartupSentence;
import org.meridian.testing.WrongSettings;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class CountriesTest {

    private static final Map<String, String> RIGHT = Map.of("meridian.country.nz.name", "New Zealand",
            "meridian.country.nz.iso", "NZ",
            "meridian.country.nz.time-zone", "Pacific/Auckland",
            "meridian.country.uk.iso", "");
    private static final LocalDate MATARIKI = LocalDate.of(2026, 7, 10);
    private static final LocalDate SATURDAY = LocalDate.of(2026, 7, 11);

    private static Countries countries(Map<String, String> settings) {
        return new Binder(List.of(new MapConfigurationPropertySource(settings))).bindOrCreate("meridian",
                Countries.class);
    }

    @Test
    void aCountryHasWhatItsOperatorSaysOfIt() {
        Country nz = countries(RIGHT).of("nz");

        assertThat(nz.name()).isEqualTo("New Zealand");
        assertThat(nz.timeZone().getId()).isEqualTo("Pacific/Auckland");
        assertThat(nz.whereItsClocksAre()).isEqualTo("New Zealand");
        assertThat(nz.workingDays().isWorkingDay(MATARIKI)).isFalse();
    }

    @Test
    void whatNobodySaysOfACountryIsItsEnglishNameMondayToFridayAndUtc() {
        for (Country country : List.of(countries(RIGHT).of("uk"), countries(Map.of()).of("uk"))) {
            assertThat(country.name()).isEqualTo("United Kingdom");
            assertThat(country.timeZone().getId()).isEqualTo("UTC");
            assertThat(country.whereItsClocksAre()).isEqualTo("UTC");
            assertThat(country.workingDays().isWorkingDay(MATARIKI)).isTrue();
            assertThat(country.workingDays().isWorkingDay(SATURDAY)).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            # in winter 12 hours ahead
            2026-07-08T20:59:59Z, false
            2026-07-08T21:00:00Z, true
            2026-07-09T04:59:59Z, true
            2026-07-09T05:00:00Z, false
            # Matariki; Saturday
            2026-07-09T23:00:00Z, false
            2026-07-10T23:00:00Z, false
            """)
    void workingTimeIsTheCountrysOwn(Instant at, boolean isWorkingTime) {
        assertThat(countries(RIGHT).of("nz").isWorkingTime(at)).isEqualTo(isWorkingTime);
    }

    @ParameterizedTest
    @CsvSource({"nz,New Zealand", "uk,United Kingdom", "gb,United Kingdom", "us,United States", "xx,xx", "zz,zz",
            "aotearoa,aotearoa"})
    void peopleReadTheNameOfACountryThatNobodyHasNamed(String alias, String name) {
        assertThat(countries(Map.of()).of(alias).name()).isEqualTo(name);
        assertThat(countries(Map.of("meridian.country." + alias + ".iso", "US-CA")).of(alias).name())
                .isEqualTo("United States");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            meridian.country.nz.iso | UK | meridian.country.nz.iso is wrong: No public holidays are known for "UK": name a country by ISO 3166, such as NZ or GB-ENG.
            meridian.country.nz.time-zone | Auckland | meridian.country.nz.time-zone cannot be "Auckland": it takes a time zone such as Europe/London.
            meridian.country.nz.time-zone | UTC+12:00 | meridian.country.nz.time-zone cannot be "UTC+12:00": it takes a time zone such as Europe/London.
            meridian.country.NZ.name | New Zealand | 'meridian.country cannot be "NZ": a node''s alias is lower case letters and digits, a letter first, and neither shared, domestic nor to.'
            """)
    void whatIsWrongIsNamedWithWhatItTakes(String name, String value, String sentence) {
        assertThat(WrongSettings.sentence(StartupSentence::of, "meridian", Countries.class, RIGHT, name, value))
                .isEqualTo(sentence);
    }
}
