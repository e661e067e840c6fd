package org.meridian.http.log;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.meridian.http.log.ServicePart.Latency;
import org.meridian.http.log.ServicePart.MinuteLatency;
import org.meridian.process.Worker;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * What the latencies of this process's services were in each minute of the last day. In memory: it begins with the process.
 * A minute in which nothing came has none.
 */
@Component
final class LatencyHistory implements SmartLifecycle {

    private static final int MINUTES = 24 * 60;

    private record Source(String service, String from) {}

    private static final class Line {

        private final Deque<MinuteLatency> minutes = new ArrayDeque<>();
        private long records;

        void add(Timer timer, Instant minute) {
            long counted = timer.count();
            if (counted > records) {
                records = counted;
                Latency latency = LogPart.latency(timer);
                minutes.add(new MinuteLatency(minute, latency.p50(), latency.p99()));
            }
            while (!minutes.isEmpty() && minutes.getFirst().at().isBefore(minute.minus(Duration.ofMinutes(MINUTES)))) {
                minutes.removeFirst();
            }
        }
    }

    private final MeterRegistry meters;
    private final Clock clock;
    private final Map<Source, Line> lines = new HashMap<>();
    private final Worker worker = new Worker("latency-history", Duration.ofMinutes(1), this::look);

    @Autowired
    LatencyHistory(MeterRegistry meters) {
        this(meters, Clock.systemUTC());
    }

    LatencyHistory(MeterRegistry meters, Clock clock) {
        this.meters = meters;
        this.clock = clock;
    }

    /** Notes what has come since the last look. */
    synchronized void look() {
        Instant minute = clock.instant().truncatedTo(ChronoUnit.MINUTES);
        meters.find("meridian.link.latency").timers().forEach(timer -> lines.computeIfAbsent(
                new Source(tag(timer, "service"), tag(timer, "from")), source -> new Line()).add(timer, minute));
    }

    private static String tag(Timer timer, String name) {
        return Objects.requireNonNull(timer.getId().getTag(name));
    }

    /** Oldest first. */
    synchronized List<MinuteLatency> of(String service, String from) {
        Line line = lines.get(new Source(service, from));
        return line == null ? List.of() : List.copyOf(line.minutes);
    }

    @Override
    public void start() {
        worker.start();
    }

    @Override
    public void stop() {
        worker.stop();
    }

    @Override
    public boolean isRunning() {
        return worker.isRunning();
    }
}
