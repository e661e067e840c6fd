package org.meridian.eventlog.projection;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * What the latencies of a service's links were in each minute of the last day. In memory: it begins with the process. A minute
 * in which nothing came is not there.
 */
final class MinuteLatencies {

    private static final Duration KEPT = Duration.ofDays(1);
    private static final int DIGITS = 2;
    private static final double MICROS = 1_000;

    /** The minute that is running, and those before it. */
    private static final class Line {

        private final Deque<MinuteLatency> minutes = new ArrayDeque<>();
        /** Microseconds. */
        private final Histogram running = new Histogram(DIGITS);
        private Instant minute = Instant.EPOCH;

        void record(Instant now, Duration latency) {
            if (!now.equals(minute)) {
                end();
                forgetBefore(now.minus(KEPT));
                minute = now;
            }
            running.recordValue(latency.toNanos() / 1_000);
        }

        private void end() {
            if (running.getTotalCount() > 0) {
                minutes.add(measured());
                running.reset();
            }
        }

        private MinuteLatency measured() {
            return new MinuteLatency(minute, running.getValueAtPercentile(50) / MICROS,
                    running.getValueAtPercentile(99) / MICROS);
        }

        private void forgetBefore(Instant begin) {
            while (!minutes.isEmpty() && minutes.getFirst().at().isBefore(begin)) {
                minutes.removeFirst();
            }
        }

        List<MinuteLatency> since(Instant begin) {
            forgetBefore(begin);
            List<MinuteLatency> all = new ArrayList<>(minutes);
            if (running.getTotalCount() > 0 && !minute.isBefore(begin)) {
                all.add(measured());
            }
            return all;
        }
    }

    private final Clock clock;
    private final Map<String, Line> lines = new HashMap<>();

    MinuteLatencies(Clock clock) {
        this.clock = clock;
    }

    /** What has come just now. */
    synchronized void record(String source, Duration latency) {
        lines.computeIfAbsent(source, it -> new Line()).record(minute(), latency);
    }

    /** Oldest first. */
    synchronized List<MinuteLatency> of(String source) {
        Line line = lines.get(source);
        return line == null ? List.of() : line.since(minute().minus(KEPT));
    }

    private Instant minute() {
        return clock.instant().truncatedTo(ChronoUnit.MINUTES);
    }
}
