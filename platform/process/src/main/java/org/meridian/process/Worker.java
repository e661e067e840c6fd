package org.meridian.process;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * A thread that deals with whatever is due: a round when it is woken, and one every so often, less often when nobody has woken
 * it for a minute. A round that fails is told and tried again, so that a thread never ends unmissed.
 */
public final class Worker {

    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(15);
    private static final Duration UNTIL_CALM = Duration.ofMinutes(1);
    private static final int CALMER = 5;
    private static final Duration CALMEST = Duration.ofSeconds(10);

    private final String name;
    private final Duration poll;
    private final Runnable round;
    private final Semaphore work = new Semaphore(0);
    private @Nullable Thread thread;
    private volatile boolean running;
    private volatile long woken = System.nanoTime();

    /**
     * @param poll  how long it rests when nobody wakes it; five times as long, but not more than 10 s for that, once nobody has
     *              for a minute
     * @param round deals with everything that is due
     */
    public Worker(String name, Duration poll, Runnable round) {
        this.name = name;
        this.poll = poll;
        this.round = round;
    }

    /** There may be something to do; returns at once. */
    public void wake() {
        woken = System.nanoTime();
        if (work.availablePermits() == 0) {
            work.release();
        }
    }

    /** A round of many steps asks before each, so that the node can stop between two of them. */
    public boolean isRunning() {
        return running;
    }

    public void start() {
        running = true;
        thread = Thread.ofPlatform().name(name).start(this::run);
    }

    private void run() {
        try {
            while (running) {
                runRound();
                Duration rest = rest(poll, Duration.ofNanos(System.nanoTime() - woken));
                if (work.tryAcquire(rest.toMillis(), TimeUnit.MILLISECONDS)) {
                    work.drainPermits();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** @param unwoken since when nobody has woken it */
    static Duration rest(Duration poll, Duration unwoken) {
        long longer = unwoken.compareTo(UNTIL_CALM) < 0 ? 0 : Math.min(CALMER * poll.toMillis(), CALMEST.toMillis());
        return Duration.ofMillis(Math.max(poll.toMillis(), longer));
    }

    private void runRound() {
        try {
            round.run();
        } catch (DataAccessException | TransactionException e) {
            LOG.warn("{} has to try again: {}", name, e.getMessage());
        } catch (RuntimeException | Error e) { // a thread that ended would be missed by nobody
            LOG.error("{} has to try again, for no reason that is known", name, e);
        }
    }

    /** Lets the step under way finish: an interrupt would take its connection from under it. */
    public void stop() {
        running = false;
        wake();
        try {
            if (thread != null) {
                thread.join(TIMEOUT);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
