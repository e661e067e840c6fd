package org.meridian.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.LocalDate;
import java.time.Year;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the governments have published. */
class PublicHolidaysTest {

    @ParameterizedTest
    @CsvSource(textBlock = """
            # ANZAC Day and Boxing Day are on Saturdays; Matariki
            NZ,     2026, 01-01 01-02 02-06 04-03 04-06 04-27 06-01 07-10 10-26 12-25 12-28
            # Waitangi Day, ANZAC Day, Christmas and Boxing Day are at weekends
            NZ,     2027, 01-01 01-04 02-08 03-26 03-29 04-26 06-07 06-25 10-25 12-27 12-28
            GB-ENG, 2026, 01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28
            GB-ENG, 2027, 01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28
            # Scotland has no Easter Monday, but 2 January and St Andrew's Day
            GB-SCT, 2025, 01-01 01-02 04-18 05-05 05-26 08-04 12-01 12-25 12-26
            AU,     2026, 01-01 01-26 04-03 04-06 12-25 12-28
            AU,     2027, 01-01 01-26 03-26 03-29 12-27 12-28
            """)
    void aWholeYear(String country, Year year, String holidays) {
        WorkingDays workingDays = PublicHolidays.of(country);

        List<String> found = year.atDay(1).datesUntil(year.plusYears(1).atDay(1))
                .filter(WorkingDays.MONDAY_TO_FRIDAY::isWorkingDay)
                .filter(date -> !workingDays.isWorkingDay(date)).map(date -> date.toString().substring(5)).toList();

        assertThat(String.join(" ", found)).isEqualTo(holidays);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            # Independence Day is on a Saturday in 2026, on a Sunday in 2027
            US,     2026-07-03
            US,     2027-07-05
            US,     2026-06-19
            US,     2026-11-26
            # New Year's Day 2028 is on a Saturday
            US,     2027-12-31
            US-CA,  2026-03-31
            US-CA,  2026-11-27
            AU-VIC, 2026-11-03
            AU-WA,  2026-04-27
            """)
    void aHoliday(String country, LocalDate date) {
        assertThat(PublicHolidays.of(country).isWorkingDay(date)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            NZ,     2026-07-09
            NZ,     2027-02-05
            # Matariki is no holiday elsewhere, and Melbourne Cup Day none in Sydney
            AU,     2026-07-10
            AU-NSW, 2026-11-03
            # observed, but not a day off
            US-CA,  2026-02-12
            US,     2026-11-27
            # Easter Monday and Columbus Day are holidays in parts only
            GB,     2026-04-06
            US,     2026-10-12
            """)
    void aWorkingDay(String country, LocalDate date) {
        assertThat(PublicHolidays.of(country).isWorkingDay(date)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"XX", "nz", "", "NYSE", "UK", "NZ-XXX", "GB-ENG-LND", "../NZ", "New Zealand"})
    void anUnknownCountry(String code) {
        assertThatIllegalArgumentException().isThrownBy(() -> PublicHolidays.of(code))
                .withMessage("No public holidays are known for \"%s\": name a country by ISO 3166, such as NZ or GB-ENG"
                        .formatted(code));
    }

    @Test
    void manyThreadsGetTheSameAnswers() {
        LocalDate first = LocalDate.of(2030, 1, 1);

        List<Long> counts = IntStream.range(0, 200).parallel().mapToObj(i -> PublicHolidays.of("GB-NIR"))
                .map(it -> first.datesUntil(first.plusYears(1)).filter(it::isWorkingDay).count()).toList();

        assertThat(counts).hasSize(200).containsOnly(counts.getFirst());
    }
}
