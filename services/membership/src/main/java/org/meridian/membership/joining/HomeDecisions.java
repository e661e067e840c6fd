package org.meridian.membership.joining;

import java.time.Clock;
import java.time.Duration;
import org.meridian.eventlog.EventLog;
import org.meridian.membership.joining.Memberships.Leaver;
import org.meridian.membership.qualifier.OfMembership;
import org.meridian.process.settings.NodeSettings;
import org.meridian.schemas.Ids;
import org.springframework.stereotype.Component;

/**
 * Deals with what the members of all countries wish of this node's groups and no moderator has to see: leaving, and joining
 * by rule; of the rest it tells the moderators of other countries. It works from the rows that are not dealt with yet, so a
 * replay repeats nothing and a crash forgets nothing.
 */
@Component
final class HomeDecisions {

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
            Attempt.at(() -> decide.byRule(requestId));
        }
    }

    void onLeaving(String groupId, String memberId) {
        if (home.equals(Ids.home(groupId))) {
            Attempt.at(() -> leaveGroup.endMembership(groupId, memberId));
        }
    }

    /** Who left and asks again has to be let go first. */
    void decideAll() {
        for (Leaver leaver : memberships.leavers(home)) {
            Attempt.at(() -> leaveGroup.endMembership(leaver.groupId(), leaver.memberId()));
        }
        for (String requestId : requests.decidableByRule(home, clock.instant())) {
            Attempt.at(() -> decide.byRule(requestId));
        }
        briefs.tell();
    }
}
