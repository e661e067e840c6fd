package org.meridian.eventlog.projection;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
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
    private final Map<String, Timer> latencies = new ConcurrentHashMap<>();
    private final List<Runnable> listeners = new java.util.concurrent.CopyOnWriteArrayList<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition somethingApplied = lock.newCondition();
    private long batches;
    private volatile boolean shared;

    public Monitor(String service, MeterRegistry meters, Clock clock) {
        this.service = service;
        this.meters = meters;
        this.clock = clock;
    }

    /** Runs after every batch, on the projection's thread: only to wake somebody. */
    public void afterEachBatch(Runnable listener) {
        listeners.add(listener);
    }

    /** Whether another instance applies a part of it, and this one hears nothing of that. */
    void isShared(boolean shared) {
        this.shared = shared;
    }

    /** Waits until a condition on the rows holds, looking again after each batch, for {@code patience} at the most. */
    public boolean await(Duration patience, BooleanSupplier condition) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            long seen = batchesSoFar();
            if (condition.getAsBoolean()) {
                return true;
            }
            if (!awaitBatch(seen, deadline) && (!shared || isOver(deadline))) {
                return false;
            }
        }
    }

    private static boolean isOver(long deadline) {
        return System.nanoTime() - deadline >= 0 || Thread.currentThread().isInterrupted();
    }

    void applied(Applier.Outcome outcome) {
        outcome.parked().stream().collect(Collectors.groupingBy(SetAside::reason)).values().forEach(this::tell);
        outcome.applied().forEach(this::time);
        signal();
        listeners.forEach(Runnable::run);
    }

    private void tell(List<SetAside> parked) {
        SetAside first = parked.getFirst();
        String reason = first.reason().text();
        meters.counter("meridian.parked", "service", service, "reason", reason).increment(parked.size());
        LOG.warn("{}: {} parked as {}, the first of them offset {} of {}-{}: {}", service, parked.size(), reason,
                first.record().offset(), first.record().topic(), first.record().partition(), first.detail());
    }

    /** From the record's own time, which its home's relay gave it, until its rows were committed here. */
    private void time(Incoming record) {
        String source = Topics.place(record.topic()).peer();
        if (source != null && record.parkedId() == null) {
            Duration latency = Duration.between(record.recordedAt(), clock.instant());
            latencies.computeIfAbsent(source, this::timer).record(latency.isNegative() ? Duration.ZERO : latency);
        }
    }

    private Timer timer(String source) {
        return Timer.builder("meridian.link.latency").description("record's own time until applied here")
                .tag("from", source).tag("service", service).publishPercentiles(0.5, 0.99)
                .distributionStatisticExpiry(Duration.ofMinutes(5)).register(meters);
    }

    private long batchesSoFar() {
        lock.lock();
        try {
            return batches;
        } finally {
            lock.unlock();
        }
    }

    private void signal() {
        lock.lock();
        try {
            batches++;
            somethingApplied.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private boolean awaitBatch(long seen, long deadline) {
        lock.lock();
        try {
            while (batches == seen) {
                long left = Math.min(deadline - System.nanoTime(), shared ? GLANCE.toNanos() : Long.MAX_VALUE);
                if (left <= 0 || !somethingApplied.await(left, TimeUnit.NANOSECONDS)) {
                    return false;
                }
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }
}
