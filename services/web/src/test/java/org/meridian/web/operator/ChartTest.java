package org.meridian.web.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.meridian.web.calls.OperatorCalls.Latency;
import org.meridian.web.calls.OperatorCalls.Minute;

class ChartTest {

    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    @Test
    void aDayFillsTheFieldAndALineEndsWhereNothingIsKnown() {
        Chart chart = Chart.of(List.of(minute(1440, 0L), minute(1439, 50L), minute(1438, null), minute(720, 100L)), NOW,
                Hour::lag);
        assertThat(chart.most()).isEqualTo(100);
        assertThat(chart.lines()).containsExactly("0.0,116.0 0.5,60.0", "360.0,4.0 360.0,4.0");
    }

    @Test
    void whereNothingCameThereIsNoLineAndNothingToDivideBy() {
        assertThat(Chart.of(List.of(minute(3, 0L)), NOW, Hour::p99).lines()).isEmpty();
        assertThat(Chart.of(List.of(minute(3, 0L)), NOW, Hour::lag).most()).isZero();
    }

    @Test
    void anHourIsAsBadAsTheWorstOfItsMinutes() {
        assertThat(Hour.of(List.of(minute(59, 4L),
                new Minute(NOW.minusSeconds(60), "down", null, new Latency(90.0, 640.0)), minute(0, 1L)))).satisfies(
                        hours -> assertThat(hours).extracting(Hour::at).containsExactly(NOW,
                                Instant.parse("2026-11-24T11:00:00Z")),
                        hours -> assertThat(hours.getLast())
                                .isEqualTo(new Hour(Instant.parse("2026-11-24T11:00:00Z"), 1, 4.0, 90.0, 640.0)));
    }

    private static Minute minute(long ago, @Nullable Long lag) {
        return new Minute(NOW.minusSeconds(60 * ago), "running", lag, null);
    }
}
