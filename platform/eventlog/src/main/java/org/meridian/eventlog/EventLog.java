package org.meridian.eventlog;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.event.BulkStatement;
import org.meridian.eventlog.event.Entry;
import org.meridian.eventlog.outbox.Outbox;
import org.meridian.eventlog.outbox.Relay;
import org.meridian.eventlog.outbox.StaleVersion;
import org.meridian.eventlog.projection.MinuteLatency;
import org.meridian.eventlog.projection.Monitor;
import org.meridian.eventlog.projection.Parked;
import org.meridian.eventlog.projection.Parked.Discarded;
import org.meridian.eventlog.projection.Projection;
import org.meridian.process.Retry;
import org.meridian.process.Worker;
import org.meridian.process.startup.StartupFailure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * One service's log. It opens for writing when its outbox is drained and everything that its node's Kafka holds has been
 * applied, so that a database put back to an earlier day decides nothing before it has caught up with itself.
 */
public final class EventLog implements SmartLifecycle {

    /** How long a refusal for absence waits for this service to learn of what was just written elsewhere in the node. */
    public static final Duration TIMEOUT = Duration.ofMillis(500);

    private static final Logger LOG = LoggerFactory.getLogger(EventLog.class);

    private final String service;
    private final LogTopics topics;
    private final Outbox outbox;
    private final Supplier<Relay> relays;
    private final Supplier<Projection> projections;
    private final Monitor monitor;
    private final Parked parked;
    private final Rebuild rebuild;
    private final StartupFailure startupFailure;
    private final Retry servers;
    private final List<Worker> workers = new CopyOnWriteArrayList<>();
    private volatile @Nullable Relay relay;
    private volatile @Nullable Projection projection;
    private @Nullable Thread opening;
    private volatile boolean running;
    private volatile boolean open;

    EventLog(String service, LogTopics topics, Outbox outbox, Supplier<Relay> relays, Supplier<Projection> projections,
            Monitor monitor, Parked parked, Rebuild rebuild, StartupFailure startupFailure) {
        this.service = service;
        this.topics = topics;
        this.outbox = outbox;
        this.relays = relays;
        this.projections = projections;
        this.monitor = monitor;
        this.parked = parked;
        this.rebuild = rebuild;
        this.startupFailure = startupFailure;
        this.servers = new Retry(service + " does not open yet", LOG, e -> e instanceof DataAccessException
                || e instanceof TransactionException || e instanceof KafkaException);
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
        Relay sending = relay;
        Projection applying = projection;
        return open && sending != null && sending.isIdle() && applying != null && applying.isIdle();
    }

    /**
     * Writes what was decided: facts and content, their rows, and whatever must stand or fall with them.
     *
     * @throws org.meridian.eventlog.outbox.StaleVersion if an aggregate has moved on: read its state and decide again
     */
    public void append(List<Entry> entries, BulkStatement... alongside) {
        outbox.append(entries, alongside);
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    wakeRelay();
                }
            });
        } else {
            wakeRelay();
        }
    }

    /** Something was written to the outbox by other means than {@link #append}. */
    public void wakeRelay() {
        Relay current = relay;
        if (current != null) {
            current.wake();
        }
    }

    /** Waits, {@link #TIMEOUT} at the most, until a condition on the rows holds; says whether it does. */
    public boolean awaitTrue(BooleanSupplier condition) {
        return monitor.await(TIMEOUT, key -> true, condition);
    }

    /**
     * Looks for something and, when it is not there, gives this service {@link #TIMEOUT} to learn of it: it may have been
     * written elsewhere in the node a moment ago.
     */
    public <T> Optional<T> find(Supplier<Optional<T>> query) {
        return find(key -> true, query);
    }

    /**
     * As {@link #find(Supplier)}, for what many may ask for at once while much else arrives.
     *
     * @param concerns the keys of what would make it appear; what else would is found when the time is over
     */
    public <T> Optional<T> find(Predicate<String> concerns, Supplier<Optional<T>> query) {
        AtomicReference<Optional<T>> found = new AtomicReference<>(Optional.empty());
        monitor.await(TIMEOUT, concerns, () -> {
            found.set(query.get());
            return found.get().isPresent();
        });
        return found.get();
    }

    /** How late what came from a peer was applied, in each minute of the last day in which something came; oldest first. */
    public List<MinuteLatency> latencies(String from) {
        return monitor.latencies(from);
    }

    /** Runs after every batch that was applied; only to wake somebody. */
    public void afterEachBatch(Runnable listener) {
        monitor.afterEachBatch(listener);
    }

    /**
     * A thread of its own for what acts on this log's rows, started whenever the log has opened. Made before the log is.
     *
     * @param poll  how long it rests when nobody wakes it
     * @param round deals with everything that is due; what it throws is logged, and the next round tries again. Where another
     *              instance of the service was first, that is no error: the next round finds what is left
     */
    public Worker worker(String name, Duration poll, Runnable round) {
        Worker worker = new Worker(name, poll, () -> {
            try {
                round.run();
            } catch (StaleVersion others) {
                LOG.info("{} looks again: {}", name, others.getMessage());
            }
        });
        workers.add(worker);
        return worker;
    }

    /** Those that are waited for, oldest first. */
    public List<Parked.Item> parked(int limit) {
        return parked.list(limit);
    }

    /** Those that nobody waits for any more, oldest first. */
    public List<Parked.Item> discarded(int limit) {
        return parked.discarded(limit);
    }

    /**
     * Notes that nobody waits for a parked record any more; {@link Parked#discard} says what that means.
     *
     * @return how many were waited for until now; empty where there is no such record
     */
    public Optional<Integer> discard(long parkedId, Discarded discarded, boolean withFollowing) {
        return parked.contains(parkedId)
                ? Optional.of(parked.discard(parkedId, discarded, withFollowing))
                : Optional.empty();
    }

    /** How many parked records are waited for that came after this one for the same aggregate. */
    public int parkedBehind(long parkedId) {
        return parked.countBehind(parkedId);
    }

    /** For each peer of which so much is parked that what comes next stays in Kafka, the reason why it is parked. */
    public Map<String, String> heldBack() {
        Projection current = projection;
        return current == null ? Map.of() : current.heldBack();
    }

    /** How many are waited for. */
    public long parkedCount() {
        return parked.count();
    }

    /**
     * Tries a parked record, and all that is parked of its aggregate, again; says whether anything was applied.
     *
     * @throws TimeoutException when nothing is applied yet, or what is being applied takes longer than 30 s
     */
    public boolean retry(long parkedId) throws InterruptedException, TimeoutException {
        Projection current = projection;
        if (current == null) {
            throw new TimeoutException(service + " does not apply anything yet");
        }
        try {
            return current.retry(parkedId).get(30, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException away
                    ? away
                    : new IllegalStateException("the parked record could not be tried again", e.getCause());
        }
    }

    /** What has yet to be sent to Kafka. */
    public Outbox.Waiting outbox() {
        return outbox.waiting();
    }

    /**
     * How many records of each topic are yet to be applied, here or by another instance; those of which none are, are left out.
     *
     * @throws TimeoutException when nothing is applied yet, or what is being applied takes longer than 5 s
     */
    public Map<String, Long> behind() throws InterruptedException, TimeoutException {
        Projection current = projection;
        if (current == null) {
            throw new TimeoutException(service + " does not apply anything yet");
        }
        try {
            return current.behind().get(5, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException away
                    ? away
                    : new IllegalStateException("Kafka could not be asked how much there is", e.getCause());
        }
    }

    void retryUnknown() {
        Projection current = projection;
        if (current != null) {
            current.retryUnknown();
        }
    }

    @Override
    public synchronized void start() {
        running = true;
        opening = Thread.ofPlatform().name("opening-" + service).start(this::open);
    }

    private void open() {
        try {
            topics.ensure();
            servers.untilItWorks(rebuild::ifCodeChanged);
            servers.untilItWorks(this::startRelay);
            servers.untilItWorks(this::startProjection);
            if (running) {
                open = true;
                workers.forEach(Worker::start);
                LOG.info("{} is open", service);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            startupFailure.cannotOpen(service + " cannot open: " + e.getMessage());
        } catch (Error e) {
            startupFailure.cannotOpen(service + " cannot open: " + e);
        }
    }

    private void startRelay() throws InterruptedException {
        Relay started = relays.get();
        relay = started;
        started.start();
        await("its outbox to be empty", started::hasDrained);
    }

    private void startProjection() throws InterruptedException {
        Projection started = projections.get();
        projection = started;
        started.start();
        started.retryUnknown();
        await("its own log to be applied", started::hasCaughtUp);
    }

    private void await(String what, BooleanSupplier condition) throws InterruptedException {
        long said = System.nanoTime();
        while (running && !condition.getAsBoolean()) {
            if (System.nanoTime() - said > TimeUnit.SECONDS.toNanos(10)) {
                said = System.nanoTime();
                LOG.info("{} still waits for {}", service, what);
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    /** It can be started again, by a context that pauses. */
    @Override
    public synchronized void stop() {
        running = false;
        if (opening != null) {
            opening.interrupt();
            join(opening);
        }
        open = false;
        workers.forEach(Worker::stop);
        if (projection != null) {
            projection.close();
            projection = null;
        }
        if (relay != null) {
            relay.close();
            relay = null;
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join(Duration.ofSeconds(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
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
