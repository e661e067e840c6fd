package org.meridian.membership.moderating;

import java.time.Duration;
import org.meridian.eventlog.EventLog;
import org.meridian.membership.joining.Attempt;
import org.meridian.membership.qualifier.OfMembership;
import org.meridian.process.settings.NodeSettings;
import org.springframework.stereotype.Component;

/** Carries out what moderators of other countries wish of this node's groups, from the rows that are not dealt with yet. */
@Component
final class HomeChanges {

    private static final Duration POLL = Duration.ofSeconds(5);

    private final String home;
    private final Wishes wishes;
    private final ChangeMembership changes;

    HomeChanges(NodeSettings node, @OfMembership EventLog log, Wishes wishes, ChangeMembership changes) {
        this.home = node.node();
        this.wishes = wishes;
        this.changes = changes;
        log.afterEachBatch(log.worker("home-changes", POLL, this::carryOutAll)::wake);
    }

    void carryOutAll() {
        for (Wish wish : wishes.open(home)) {
            Attempt.at(() -> changes.carryOut(wish));
        }
    }
}
