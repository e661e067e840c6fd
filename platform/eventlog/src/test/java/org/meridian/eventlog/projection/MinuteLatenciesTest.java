package org.meridian.eventlog.projection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class MinuteLatenciesTest {

    private static final Instant START = Instant.parse("2026-03-01T12:00:30Z");

    private final AtomicReference<Instant> now = new AtomicReference<>(START);
    private final MinuteLatencies latencies = new MinuteLatencies(clock());

    private Clock clock() {
        InstantSource source = now::get;
        return source.withZone(ZoneOffset.UTC);
    }

    private void came(String after, int millis) {
        now.set(START.plus(Duration.parse(after)));
        latencies.record("nz", Duration.ofMillis(millis));
    }

    @Test
    void aMinuteHasWhatCameInItAndNothingElse() {
        came("PT0S", 20);
        came("PT1S", 20);
        came("PT2M", 4_000);
        now.set(START.plus(Duration.ofMinutes(9)));

        assertThat(latencies.of("nz")).extracting(MinuteLatency::at).containsExactly(
                Instant.parse("2026-03-01T12:00:00Z"), Instant.parse("2026-03-01T12:02:00Z"));
        assertThat(latencies.of("nz").getFirst().p99()).isBetween(19.0, 21.0);
        assertThat(latencies.of("nz").getLast().p50()).isBetween(3_900.0, 4_100.0);
        assertThat(latencies.of("au")).isEmpty();
    }

    @Test
    void theRunningMinuteIsThereToo() {
        came("PT0S", 20);

        assertThat(latencies.of("nz")).singleElement().extracting(MinuteLatency::at)
                .isEqualTo(Instant.parse("2026-03-01T12:00:00Z"));
    }

    @Test
    void noMoreThanADayIsKept() {
        for (int minute = 0; minute < 1_500; minute++) {
            came("PT" + minute + "M", 20);
        }

        assertThat(latencies.of("nz")).hasSizeLessThanOrEqualTo(1_441).last().extracting(MinuteLatency::at)
                .isEqualTo(Instant.parse("2026-03-02T12:59:00Z"));
    }
}
