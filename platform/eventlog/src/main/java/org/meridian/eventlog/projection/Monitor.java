package org.meridian.eventlog.projection;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.meridian.schemas.Topics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells what a projection has applied and parked: to the counters, to the log, and to those who wait for it. */
public final class Monitor {

    private static final Logger LOG = LoggerFactory.getLogger(Monitor.class);
    /** How often a waiting call looks for what another instance has applied. */
    private static final Duration GLANCE = Duration.ofMillis(25);

    private final String service;
    private final MeterRegistry meters;
    private final Clock clock;
    private final Instant began;
    private final Map<String, Timer> latencies = new ConcurrentHashMap<>();
    private final Map<String, Timer> revocations = new ConcurrentHashMap<>();
    private final MinuteLatencies minutes;
    private final List<Runnable> listeners = new java.util.concurrent.CopyOnWriteArrayList<>();
    private final Set<Waiting> waiting = ConcurrentHashMap.newKeySet();
    private volatile boolean shared;

    /** Somebody who looks at the rows again when a batch has brought something under a key that concerns them. */
    private record Waiting(Predicate<String> concerns, Semaphore wake) {

        void awaitBatch(long nanos) throws InterruptedException {
            if (wake.tryAcquire(nanos, TimeUnit.NANOSECONDS)) {
                wake.drainPermits();
            }
        }
    }

    public Monitor(String service, MeterRegistry meters, Clock clock) {
        this.service = service;
        this.meters = meters;
        this.clock = clock;
        this.began = clock.instant();
        this.minutes = new MinuteLatencies(clock);
    }

    /** Runs after every batch, on the projection's thread: only to wake somebody. */
    public void afterEachBatch(Runnable listener) {
        listeners.add(listener);
    }

    /** Whether another instance applies a part of it, and this one hears nothing of that. */
    void isShared(boolean shared) {
        this.shared = shared;
    }

    /**
     * Waits until a condition on the rows holds, for {@code patience} at the most.
     *
     * @param concerns the keys after which it is worth looking again; after all others only when the time is over
     */
    public boolean await(Duration patience, Predicate<String> concerns, BooleanSupplier condition) {
        if (condition.getAsBoolean()) {
            return true;
        }
        long deadline = System.nanoTime() + patience.toNanos();
        var self = new Waiting(concerns, new Semaphore(0));
        waiting.add(self);
        try {
            boolean holds = condition.getAsBoolean();
            while (!holds && System.nanoTime() < deadline) {
                self.awaitBatch(Math.min(deadline - System.nanoTime(), shared ? GLANCE.toNanos() : Long.MAX_VALUE));
                holds = condition.getAsBoolean();
            }
            return holds;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            waiting.remove(self);
        }
    }

    /** @param batch what was read, whether it was news or not */
    void applied(List<Incoming> batch, Applier.Outcome outcome) {
        outcome.parked().stream().collect(Collectors.groupingBy(SetAside::reason)).values().forEach(this::tell);
        outcome.applied().forEach(this::time);
        outcome.revocations().forEach(this::time);
        waiting.stream().filter(it -> batch.stream().anyMatch(read -> it.concerns().test(read.key())))
                .forEach(it -> it.wake().release());
        listeners.forEach(Runnable::run);
    }

    private void tell(List<SetAside> parked) {
        SetAside first = parked.getFirst();
        String reason = first.reason().text();
        Counter.builder("meridian.parked").description("Records that were parked, by the reason why")
                .tag("service", service)
                .tag("reason", reason).register(meters).increment(parked.size());
        LOG.warn("{}: {} parked as {}, the first of them offset {} of {}-{}: {}", service, parked.size(), reason,
                first.record().offset(), first.record().topic(), first.record().partition(), first.detail());
    }

    /** From the record's own time, which its home's relay gave it, until its rows were committed here. */
    private void time(Incoming record) {
        String source = Topics.place(record.topic()).peer();
        if (source != null && record.parkedId() == null) {
            Duration latency = since(record.recordedAt());
            latencies.computeIfAbsent(source, this::timer).record(latency);
            minutes.record(source, latency);
        }
    }

    /** From the decision until its rows were committed here. What is older than this process is read again or was missed by it. */
    private void time(Revocation revocation) {
        if (revocation.decidedAt().isAfter(began)) {
            revocations.computeIfAbsent(revocation.home(), this::revocationTimer)
                    .record(since(revocation.decidedAt()));
        }
    }

    private Duration since(Instant at) {
        Duration passed = Duration.between(at, clock.instant());
        return passed.isNegative() ? Duration.ZERO : passed;
    }

    /** Of the minutes of the last day in which something came from a peer, oldest first. */
    public List<MinuteLatency> latencies(String source) {
        return minutes.of(source);
    }

    private Timer revocationTimer(String home) {
        return Timer.builder("meridian.revocation.latency")
                .description("From a group's home's decision to remove somebody, until they had lost it here")
                .tag("from", home).tag("service", service).publishPercentiles(0.5, 0.99)
                .distributionStatisticExpiry(Duration.ofDays(1)).register(meters);
    }

    private Timer timer(String source) {
        return Timer.builder("meridian.link.latency")
                .description("From a record's own time, in the country that it is from, until it was applied here")
                .tag("from", source).tag("service", service).publishPercentiles(0.5, 0.99)
                .distributionStatisticExpiry(Duration.ofMinutes(5)).register(meters);
    }
}
