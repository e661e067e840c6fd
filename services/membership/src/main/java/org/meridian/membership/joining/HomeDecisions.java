package org.meridian.membership.joining;

import java.time.Clock;
import java.time.Duration;
import org.meridian.eventlog.EventLog;
import org.meridian.eventlog.outbox.StaleVersion;
import org.meridian.membership.joining.Memberships.Leaver;
import org.meridian.membership.qualifier.OfMembership;
import org.meridian.process.settings.NodeSettings;
import org.meridian.schemas.Ids;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Deals with what the members of all countries wish of this node's groups and no moderator has to see: leaving, and joining
 * by rule; of the rest it tells the moderators of other countries. It works from the rows that are not dealt with yet, so a
 * replay repeats nothing and a crash forgets nothing.
 */
@Component
public final class HomeDecisions {

    private static final Logger LOG = LoggerFactory.getLogger(HomeDecisions.class);
    private static final Duration POLL = Duration.ofSeconds(5);

    private final String home;
    private final Memberships memberships;
    private final Requests requests;
    private final DecideRequest decide;
    private final LeaveGroup leaveGroup;
    private final Briefs briefs;
    private final Clock clock;

    HomeDecisions(NodeSettings node, @OfMembership EventLog log, Memberships memberships, Requests requests,
            DecideRequest decide, LeaveGroup leaveGroup, Briefs briefs, Clock clock) {
        this.home = node.node();
        this.memberships = memberships;
        this.requests = requests;
        this.decide = decide;
        this.leaveGroup = leaveGroup;
        this.briefs = briefs;
        this.clock = clock;
        log.afterEachBatch(log.worker("home-decisions", POLL, this::decideAll)::wake);
    }

    /** A request that was just made here; another country's group decides when it has arrived there. */
    void onJoining(String groupId, String requestId) {
        if (home.equals(Ids.home(groupId))) {
            once(() -> decide.byRule(requestId));
        }
    }

    void onLeaving(String groupId, String memberId) {
        if (home.equals(Ids.home(groupId))) {
            once(() -> leaveGroup.endMembership(groupId, memberId));
        }
    }

    /** Who left and asks again has to be let go first. */
    private void decideAll() {
        for (Leaver leaver : memberships.leavers(home)) {
            once(() -> leaveGroup.endMembership(leaver.groupId(), leaver.memberId()));
        }
        for (String requestId : requests.decidableByRule(home, clock.instant())) {
            once(() -> decide.byRule(requestId));
        }
        briefs.tell();
    }

    /** Left for the next round when somebody else decided at the same moment, or the membership has parked facts. */
    public static void once(Runnable decision) {
        try {
            decision.run();
        } catch (StaleVersion | PessimisticLockingFailureException e) {
            LOG.debug("Not decided yet: {}", e.getMessage());
        } catch (DataAccessResourceFailureException | TransactionException away) {
            throw away;
        } catch (RuntimeException e) {
            LOG.error("One request cannot be decided; the others are not kept waiting by it", e);
        }
    }
}
