package org.meridian.membership.joining;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.meridian.eventlog.EventLog;
import org.meridian.eventlog.event.Ids;
import org.meridian.eventlog.outbox.StaleVersion;
import org.meridian.membership.joining.Memberships.Leaver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Deals with what the members of all countries wish of this node's groups and no moderator has to see: leaving, and joining
 * by rule. It works from the rows that are not dealt with yet, so a replay repeats nothing and a crash forgets nothing.
 */
final class HomeDecisions implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(HomeDecisions.class);
    private static final long POLL_SECONDS = 5;

    private final String home;
    private final EventLog log;
    private final Memberships memberships;
    private final Requests requests;
    private final DecideRequest decide;
    private final LeaveGroup leaveGroup;
    private final Semaphore work = new Semaphore(0);
    private final Thread thread = Thread.ofPlatform().name("home-decisions").unstarted(this::run);
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
        while (running) {
            try {
                if (log.isOpen()) {
                    decideAll();
                }
                if (work.tryAcquire(POLL_SECONDS, TimeUnit.SECONDS)) {
                    work.drainPermits();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (DataAccessException | TransactionException e) {
                LOG.warn("Requests cannot be decided, trying again: {}", e.getMessage());
            }
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

    /** Whoever else wrote the membership's next version wakes this worker again. */
    private void once(Runnable decision) {
        try {
            decision.run();
        } catch (StaleVersion e) {
            LOG.debug("Decided at the same moment by somebody else");
            wake();
        }
    }

    @Override
    public void start() {
        running = true;
        thread.start();
    }

    @Override
    public void stop() {
        running = false;
        thread.interrupt();
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
