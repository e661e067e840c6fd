package org.meridian.notifications.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Named nights; {@link QuietHoursPropertyTest} has any. */
class QuietHoursTest {

    @ParameterizedTest
    @CsvSource(textBlock = """
            # zone,              from,  to,    at,                   until
            # over midnight, in winter: local time is UTC
            Europe/London,       22:00, 07:00, 2026-01-10T21:59:59Z, 2026-01-10T21:59:59Z
            Europe/London,       22:00, 07:00, 2026-01-10T22:00:00Z, 2026-01-11T07:00:00Z
            Europe/London,       22:00, 07:00, 2026-01-11T03:00:00Z, 2026-01-11T07:00:00Z
            Europe/London,       22:00, 07:00, 2026-01-11T07:00:00Z, 2026-01-11T07:00:00Z
            # within a day
            Europe/London,       12:00, 14:00, 2026-01-10T13:00:00Z, 2026-01-10T14:00:00Z
            Europe/London,       12:00, 14:00, 2026-01-10T15:00:00Z, 2026-01-10T15:00:00Z
            # a night with an hour less, and one with an hour more
            Europe/London,       22:00, 07:00, 2026-03-28T23:00:00Z, 2026-03-29T06:00:00Z
            Europe/London,       22:00, 07:00, 2026-10-24T22:00:00Z, 2026-10-25T07:00:00Z
            Pacific/Auckland,    22:00, 07:00, 2026-09-26T11:00:00Z, 2026-09-26T18:00:00Z
            Pacific/Auckland,    22:00, 07:00, 2026-04-04T11:00:00Z, 2026-04-04T19:00:00Z
            # their end is in the gap from 01:00 to 02:00, or their beginning is, or all of them are
            Europe/London,       22:00, 01:30, 2026-03-29T00:30:00Z, 2026-03-29T01:00:00Z
            Europe/London,       01:30, 07:00, 2026-03-29T01:00:00Z, 2026-03-29T06:00:00Z
            Europe/London,       01:15, 01:45, 2026-03-29T01:00:00Z, 2026-03-29T01:00:00Z
            # 01:00 to 02:00 comes twice: it is quiet until 01:30 has passed for the second time
            Europe/London,       22:00, 01:30, 2026-10-25T00:15:00Z, 2026-10-25T01:30:00Z
            Europe/London,       22:00, 01:30, 2026-10-25T00:45:00Z, 2026-10-25T01:30:00Z
            # ... and from the first time on
            Europe/London,       01:15, 05:00, 2026-10-25T00:14:00Z, 2026-10-25T00:14:00Z
            Europe/London,       01:15, 05:00, 2026-10-25T01:05:00Z, 2026-10-25T05:00:00Z
            Australia/Lord_Howe, 22:00, 02:15, 2026-10-03T15:00:00Z, 2026-10-03T15:30:00Z
            # the date line: 29 December 2011 ends with the beginning of the 31st
            Pacific/Apia,        22:00, 07:00, 2011-12-30T09:00:00Z, 2011-12-30T17:00:00Z
            # all but half an hour, and that is in the gap: from the end of one day's to the end of the next
            Europe/London,       01:45, 01:15, 2026-03-28T12:00:00Z, 2026-03-30T00:15:00Z
            """)
    void holdUntilTheyEnd(ZoneId zone, LocalTime from, LocalTime to, Instant at, Instant until) {
        assertThat(new QuietHours(from, to).heldUntil(at, zone)).isEqualTo(until);
    }

    @Test
    void needAnEnd() {
        assertThatIllegalArgumentException().isThrownBy(() -> new QuietHours(LocalTime.NOON, LocalTime.NOON))
                .withMessageContaining("12:00");
    }
}
