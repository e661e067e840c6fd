package org.meridian.membership.joining;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.EventLog;
import org.meridian.eventlog.event.Ids;
import org.meridian.eventlog.outbox.StaleVersion;
import org.meridian.membership.joining.Memberships.Leaver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.transaction.TransactionException;

/**
 * Deals with what the members of all countries wish of this node's groups and no moderator has to see: leaving, and joining
 * by rule. It works from the rows that are not dealt with yet, so a replay repeats nothing and a crash forgets nothing.
 */
final class HomeDecisions implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(HomeDecisions.class);
    private static final long POLL_SECONDS = 5;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final String home;
    private final EventLog log;
    private final Memberships memberships;
    private final Requests requests;
    private final DecideRequest decide;
    private final LeaveGroup leaveGroup;
    private final Semaphore work = new Semaphore(0);
    private @Nullable Thread thread;
    private volatile boolean running;

    HomeDecisions(String home, EventLog log, Memberships memberships, Requests requests, DecideRequest decide,
            LeaveGroup leaveGroup) {
        this.home = home;
        this.log = log;
        this.memberships = memberships;
        this.requests = requests;
        this.decide = decide;
        this.leaveGroup = leaveGroup;
        log.afterEachBatch(this::wake);
    }

    private void wake() {
        if (work.availablePermits() == 0) {
            work.release();
        }
    }

    /** A request that was just made here; another country's group decides when it has arrived there. */
    void onJoining(String groupId, String requestId) {
        if (home.equals(Ids.home(groupId))) {
            once(() -> decide.byRule(requestId));
        }
    }

    void onLeaving(String groupId, String memberId) {
        if (home.equals(Ids.home(groupId))) {
            once(() -> leaveGroup.letGo(groupId, memberId));
        }
    }

    private void run() {
        try {
            while (running) {
                decideWhatCanBe();
                if (work.tryAcquire(POLL_SECONDS, TimeUnit.SECONDS)) {
                    work.drainPermits();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void decideWhatCanBe() {
        try {
            if (log.isOpen()) {
                decideAll();
            }
        } catch (DataAccessException | TransactionException e) {
            LOG.warn("Requests cannot be decided, trying again: {}", e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("Requests cannot be decided for no reason that is known, trying again", e);
        }
    }

    /** Who left and asks again has to be let go first. */
    private void decideAll() {
        for (Leaver leaver : memberships.leavers(home)) {
            once(() -> leaveGroup.letGo(leaver.groupId(), leaver.memberId()));
        }
        for (String requestId : requests.decidableByRule(home)) {
            once(() -> decide.byRule(requestId));
        }
    }

    /** Left for the next round when somebody else decided at the same moment, or the membership has parked facts. */
    private static void once(Runnable decision) {
        try {
            decision.run();
        } catch (StaleVersion e) {
            LOG.debug("Not decided yet: {}", e.getMessage());
        } catch (DataAccessResourceFailureException | TransactionException away) {
            throw away;
        } catch (RuntimeException e) {
            LOG.error("One request cannot be decided; the others are not kept waiting by it", e);
        }
    }

    @Override
    public void start() {
        running = true;
        thread = Thread.ofPlatform().name("home-decisions").start(this::run);
    }

    /** Lets the decision under way finish. */
    @Override
    public void stop() {
        running = false;
        wake();
        try {
            if (thread != null) {
                thread.join(PATIENCE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Starts after the log and stops before it. */
    @Override
    public int getPhase() {
        return 1;
    }
}
