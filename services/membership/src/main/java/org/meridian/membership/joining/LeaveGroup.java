package org.meridian.membership.joining;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.meridian.eventlog.EventLog;
import org.meridian.eventlog.database.Database;
import org.meridian.eventlog.event.Entry;
import org.meridian.eventlog.event.Entry.Fact;
import org.meridian.events.membership.LeaveRequested;
import org.meridian.events.membership.Role;
import org.meridian.membership.groups.Groups;
import org.meridian.membership.qualifier.OfMembership;
import org.meridian.schemas.Ids;
import org.meridian.schemas.Topics;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** A member leaves. It holds here at once; the group's home ends the membership for everyone. */
@Component
final class LeaveGroup {

    private final EventLog log;
    private final Groups groups;
    private final Memberships memberships;
    private final Requests requests;
    private final TransactionTemplate transaction;
    private final Clock clock;

    LeaveGroup(@OfMembership EventLog log, Groups groups, Memberships memberships, Requests requests,
            @OfMembership Database database, Clock clock) {
        this.log = log;
        this.groups = groups;
        this.memberships = memberships;
        this.requests = requests;
        this.transaction = database.transaction();
        this.clock = clock;
    }

    /** Leaving twice is leaving once. The group is locked, so that two last owners cannot leave at the same moment. */
    void leave(String groupId, String memberId) {
        groups.visible(groupId, memberId);
        transaction.executeWithoutResult(status -> {
            groups.lock(groupId);
            Membership membership = memberships.find(groupId, memberId);
            LeaveDecider.leave(membership, memberships.owners(groupId), Ids.create(Ids.home(memberId)),
                    Ids.eventId(), clock.instant()).ifPresent(fact -> append(groupId, memberId, fact));
        });
    }

    /** What the member still wishes of the group is taken back with it. */
    private void append(String groupId, String memberId, LeaveRequested leaving) {
        String topic = Topics.requestsTo(Ids.home(groupId));
        List<Entry> entries = new ArrayList<>(List.of(new Fact(topic, leaving)));
        requests.newest(groupId, memberId, JoinRequest.State.PENDING)
                .flatMap(pending -> JoinDecider.withdraw(pending, Ids.eventId(), clock.instant()))
                .ifPresent(withdrawn -> entries.add(new Fact(topic, withdrawn)));
        log.append(entries);
    }

    /** At the group's home: ends what a member has given up. */
    void endMembership(String groupId, String memberId) {
        transaction.executeWithoutResult(status -> {
            groups.lock(groupId);
            if (memberships.find(groupId, memberId) instanceof Membership.Leaving leaver) {
                String topic = Topics.membership(requests.rules(groupId).map(JoinDecider.Rules::domestic).orElse(true));
                List<Entry> entries = new ArrayList<>();
                heir(leaver).ifPresent(heir -> entries.add(new Fact(topic,
                        LeaveDecider.handOver(leaver, heir, memberships.need(groupId), clock.instant()))));
                entries.add(new Fact(topic, LeaveDecider.end(leaver, clock.instant())));
                log.append(entries);
            }
        });
    }

    /** Who owns the group next; empty where it has another owner, or nobody else is in it. */
    private Optional<Membership.Active> heir(Membership.Leaving leaver) {
        return leaver.role() == Role.OWNER && memberships.owners(leaver.groupId()) == 0
                ? memberships.heir(leaver.groupId())
                : Optional.empty();
    }
}
