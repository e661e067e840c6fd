package org.meridian.community;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.meridian.calendar.Country;

class DecisionPromiseTest {

    private static final Country NZ = new Country("New Zealand", "NZ", ZoneId.of("Pacific/Auckland"));

    @ParameterizedTest
    @CsvSource(textBlock = """
            # Monday; Friday
            2026-07-06T15:00, 2026-07-08T15:00
            2026-07-17T15:00, 2026-07-21T15:00
            # Matariki is the Friday
            2026-07-08T15:00, 2026-07-13T15:00
            2026-07-10T15:00, 2026-07-15T00:00
            # Saturday, Sunday
            2026-07-18T10:00, 2026-07-22T00:00
            2026-07-19T23:59, 2026-07-22T00:00
            # over Christmas
            2026-12-24T09:00, 2026-12-30T09:00
            # clocks go back on Sunday, 5 April, in the Easter weekend
            2026-04-02T12:00, 2026-04-08T12:00
            """)
    void twoWorkingDaysOfTheGroupsHome(LocalDateTime asked, LocalDateTime due) {
        assertThat(DecisionPromise.due(in(asked), NZ)).isEqualTo(in(due));
    }

    @Test
    void periodsFollowEachOtherAndEndSomeday() {
        Instant asked = in(LocalDateTime.parse("2026-07-17T15:00"));
        Instant due = DecisionPromise.due(asked, NZ);

        assertThat(DecisionPromise.passed(asked, NZ, asked)).isZero();
        assertThat(DecisionPromise.passed(asked, NZ, due.minusMillis(1))).isZero();
        assertThat(DecisionPromise.passed(asked, NZ, due)).isEqualTo(1);
        assertThat(DecisionPromise.end(asked, NZ, 2)).isEqualTo(in(LocalDateTime.parse("2026-07-23T15:00")));
        assertThat(DecisionPromise.passed(asked, NZ, due.plus(Duration.ofDays(2)))).isEqualTo(2);
        assertThat(DecisionPromise.passed(asked, NZ, due.plus(Duration.ofDays(3_650)))).isEqualTo(30);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z"})
    void aTimeThatAPeerMakesUpIsOneLikeAnyOther(Instant asked) {
        assertThat(DecisionPromise.due(asked, NZ)).isBetween(asked, asked.plus(Duration.ofDays(5)));
    }

    private static Instant in(LocalDateTime local) {
        return local.atZone(NZ.timeZone()).toInstant();
    }
}
