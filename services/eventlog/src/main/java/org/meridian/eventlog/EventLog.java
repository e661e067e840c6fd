package org.meridian.eventlog;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.meridian.eventlog.event.Entry;
import org.meridian.eventlog.event.Rows;
import org.meridian.eventlog.event.Write;
import org.meridian.eventlog.outbox.Outbox;
import org.meridian.eventlog.outbox.Relay;
import org.meridian.eventlog.projection.Monitor;
import org.meridian.eventlog.projection.Parked;
import org.meridian.eventlog.projection.Projection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * One service's log. It opens for writing when its outbox is drained and everything that its node's Kafka holds has been
 * applied, so that a database put back to an earlier day decides nothing before it has caught up with itself.
 */
public final class EventLog implements SmartLifecycle {

    /** How long a refusal for absence waits for this service to learn of what was just written elsewhere in the node. */
    public static final Duration PATIENCE = Duration.ofMillis(500);

    private static final Logger LOG = LoggerFactory.getLogger(EventLog.class);

    private final String service;
    private final LogTopics topics;
    private final Outbox outbox;
    private final Relay relay;
    private final Projection projection;
    private final Monitor monitor;
    private final Parked parked;
    private final Rebuild rebuild;
    private final Thread opening;
    private volatile boolean running;
    private volatile boolean open;

    EventLog(String service, LogTopics topics, Outbox outbox, Relay relay, Projection projection, Monitor monitor,
            JdbcTemplate jdbc, Rows rows) {
        this.service = service;
        this.topics = topics;
        this.outbox = outbox;
        this.relay = relay;
        this.projection = projection;
        this.monitor = monitor;
        this.parked = new Parked(jdbc, service);
        this.rebuild = new Rebuild(jdbc, service, rows);
        this.opening = Thread.ofPlatform().name("opening-" + service).unstarted(this::open);
    }

    public String service() {
        return service;
    }

    /** Whether commands may be decided; until then they are answered with 503. */
    public boolean isOpen() {
        return open;
    }

    /** Whether nothing is on its way from this service to Kafka or from Kafka to its rows, as far as it has seen. */
    public boolean isSettled() {
        return open && relay.isIdle() && projection.isIdle();
    }

    /**
     * Writes what was decided: facts and words, their rows, and whatever must stand or fall with them.
     *
     * @throws org.meridian.eventlog.outbox.StaleVersion if an aggregate has moved on: read its state and decide again
     */
    public void append(List<Entry> entries, Write... besides) {
        outbox.append(entries, besides);
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    relay.wake();
                }
            });
        } else {
            relay.wake();
        }
    }

    /** Something was written to the outbox by other means than {@link #append}. */
    public void wakeRelay() {
        relay.wake();
    }

    /** Waits, {@link #PATIENCE} at the most, until a condition on the rows holds; says whether it does. */
    public boolean learns(BooleanSupplier condition) {
        return monitor.await(PATIENCE, condition);
    }

    /** Runs after every batch that was applied; only to wake somebody. */
    public void afterEachBatch(Runnable listener) {
        monitor.afterEachBatch(listener);
    }

    /** Oldest first. */
    public List<Parked.Item> parked(int limit) {
        return parked.list(limit);
    }

    public long parkedCount() {
        return parked.count();
    }

    /** Tries a parked record, and all that is parked of its aggregate, again; says whether anything was applied. */
    public boolean retry(long parkedId) throws InterruptedException, TimeoutException {
        try {
            return projection.retry(parkedId).get(30, TimeUnit.SECONDS);
        } catch (java.util.concurrent.ExecutionException e) {
            throw new IllegalStateException("the parked record could not be tried again", e.getCause());
        }
    }

    void retryUnknown() {
        projection.retryUnknown();
    }

    @Override
    public void start() {
        running = true;
        opening.start();
    }

    private void open() {
        try {
            topics.ensure();
            rebuild.ifCodeChanged();
            relay.start();
            await("its outbox to be empty", relay::hasDrained);
            projection.start();
            await("its own log to be applied", projection::hasCaughtUp);
            projection.retryUnknown();
            open = true;
            LOG.info("{} is open", service);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.error("{} does not open: {}", service, e.getMessage());
            throw e;
        }
    }

    private void await(String what, BooleanSupplier condition) throws InterruptedException {
        long told = System.nanoTime();
        while (running && !condition.getAsBoolean()) {
            if (System.nanoTime() - told > TimeUnit.SECONDS.toNanos(10)) {
                told = System.nanoTime();
                LOG.info("{} still waits for {}", service, what);
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    @Override
    public void stop() {
        running = false;
        open = false;
        opening.interrupt();
        projection.close();
        relay.close();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** After the web server has stopped taking requests, which has a later phase. */
    @Override
    public int getPhase() {
        return 0;
    }
}
