package org.meridian.http.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.meridian.http.log.ServicePart.MinuteLatency;

class LatencyHistoryTest {

    private static final Instant START = Instant.parse("2026-03-01T12:00:30Z");

    private final AtomicReference<Instant> now = new AtomicReference<>(START);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final LatencyHistory history = new LatencyHistory(meters, clock());

    private Clock clock() {
        InstantSource source = now::get;
        return source.withZone(ZoneOffset.UTC);
    }

    private void lookAfter(Duration time) {
        now.set(START.plus(time));
        history.look();
    }

    @Test
    void aMinuteInWhichNothingCameHasNone() {
        timer("nz").record(Duration.ofMillis(20));
        lookAfter(Duration.ZERO);
        lookAfter(Duration.ofMinutes(1));
        timer("nz").record(Duration.ofMillis(40));
        lookAfter(Duration.ofMinutes(2));

        assertThat(history.of("posts", "nz")).extracting(MinuteLatency::at).containsExactly(
                Instant.parse("2026-03-01T12:00:00Z"), Instant.parse("2026-03-01T12:02:00Z"));
        assertThat(history.of("posts", "nz").getFirst().p99()).isBetween(15.0, 25.0);
        assertThat(history.of("posts", "au")).isEmpty();
        assertThat(history.of("membership", "nz")).isEmpty();
    }

    @Test
    void noMoreThanADayIsKept() {
        for (int minute = 0; minute < 1_500; minute++) {
            timer("nz").record(Duration.ofMillis(20));
            lookAfter(Duration.ofMinutes(minute));
        }

        assertThat(history.of("posts", "nz")).hasSizeLessThanOrEqualTo(1_441).last().extracting(MinuteLatency::at)
                .isEqualTo(Instant.parse("2026-03-02T12:59:00Z"));
    }

    private Timer timer(String from) {
        return Timer.builder("meridian.link.latency").tag("from", from).tag("service", "posts")
                .publishPercentiles(0.5, 0.99).register(meters);
    }
}
