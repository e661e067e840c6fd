package org.meridian.membership.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorkingHoursTest {

    private static final ZoneId AUCKLAND = ZoneId.of("Pacific/Auckland");
    private static final ZoneId LONDON = ZoneId.of("Europe/London");

    private static boolean on(ZoneId zone, String at, String... week) {
        return WorkingHours.areOn(List.of(week).stream().map(it -> WorkingHours.parse(it).orElseThrow()).toList(), zone,
                Instant.parse(at));
    }

    /** The 1st of December 2026 is a Tuesday. */
    @ParameterizedTest
    @CsvSource({"2026-11-30T19:59:59Z, false", "2026-11-30T20:00:00Z, true", "2026-12-01T03:59:59Z, true",
            "2026-12-01T04:00:00Z, false", "2026-12-01T20:00:00Z, false"})
    void theyAreByTheClockOfTheZone(String at, boolean on) {
        assertThat(on(AUCKLAND, at, "TUESDAY 09:00-17:00")).isEqualTo(on);
    }

    @ParameterizedTest
    @CsvSource({"2026-12-01T21:59:00Z, false", "2026-12-01T22:00:00Z, true", "2026-12-02T05:59:00Z, true",
            "2026-12-02T06:00:00Z, false", "2026-12-01T02:00:00Z, false"})
    void aNightShiftEndsOnTheNextDay(String at, boolean on) {
        assertThat(on(LONDON, at, "TUESDAY 22:00-06:00")).isEqualTo(on);
    }

    /** In London 01:00 to 02:00 is not there on 29 March 2026, and is there twice on 25 October. */
    @Test
    void clocksThatChangeChangeThem() {
        assertThat(on(LONDON, "2026-03-29T00:59:00Z", "SUNDAY 01:30-08:00")).isFalse();
        assertThat(on(LONDON, "2026-03-29T01:30:00Z", "SUNDAY 01:30-08:00")).isTrue();
        assertThat(on(LONDON, "2026-03-29T07:00:00Z", "SUNDAY 01:30-08:00")).isFalse();
        assertThat(on(LONDON, "2026-10-25T07:59:00Z", "SUNDAY 01:30-08:00")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "one", "MONDAY", "MONDAY 9:00-17:00", "MONDAY 09:00-25:00", "MOONDAY 09:00-17:00",
            "MONDAY 09:00-17:00 ", "<script>alert(1)</script>"})
    void whatNobodyCanReadIsLeftOut(String text) {
        assertThat(WorkingHours.parse(text)).isEmpty();
    }

    @Test
    void theyAreWrittenAsTheyAreRead() {
        assertThat(WorkingHours.parse("MONDAY 09:00-17:05").orElseThrow().text()).isEqualTo("MONDAY 09:00-17:05");
    }
}
