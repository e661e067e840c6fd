package org.meridian.membership.joining;

import java.time.Clock;
import java.util.List;
import org.meridian.eventlog.EventLog;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.eventlog.event.Entry.Fact;
import org.meridian.membership.groups.Groups;
import org.meridian.schemas.Ids;
import org.meridian.schemas.Topics;
import org.springframework.transaction.support.TransactionTemplate;

/** A member leaves. It holds here at once; the group's home ends the membership for everyone. */
final class LeaveGroup {

    private final EventLog log;
    private final Groups groups;
    private final Memberships memberships;
    private final Requests requests;
    private final TransactionTemplate transaction;
    private final Clock clock;

    LeaveGroup(EventLog log, Groups groups, Memberships memberships, Requests requests,
            TransactionTemplate transaction, Clock clock) {
        this.log = log;
        this.groups = groups;
        this.memberships = memberships;
        this.requests = requests;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Leaving twice is leaving once. The group is locked, so that two last owners cannot leave at the same moment. */
    void leave(String groupId, String memberId) {
        groups.visible(groupId, memberId);
        transaction.executeWithoutResult(status -> {
            groups.lock(groupId);
            switch (memberships.find(groupId, memberId)) {
                case Membership.Active member -> append(member);
                case Membership.Leaving done -> {
                }
                case Membership.None leaver when leaver.version() > 0 -> {
                }
                case Membership.None outsider -> throw Refusal.notFound("membership");
            }
        });
    }

    private void append(Membership.Active member) {
        String requestId = Ids.create(Ids.home(member.memberId()));
        switch (LeaveDecider.leave(member, memberships.owners(member.groupId()), requestId, Ids.eventId(),
                clock.instant())) {
            case LeaveDecider.Decision.Left(var fact) -> log
                    .append(List.of(new Fact(Topics.requestsTo(Ids.home(member.groupId())), fact)));
            case LeaveDecider.Decision.Refused(var reason) -> throw refusal(reason);
        }
    }

    private static Refusal refusal(LeaveDecider.Reason reason) {
        return switch (reason) {
            case LAST_OWNER -> Refusal.conflict("last-owner",
                    "You are the group's only owner. Make another member an owner, then leave.");
        };
    }

    /** At the group's home: ends what a member has given up. */
    void endMembership(String groupId, String memberId) {
        transaction.executeWithoutResult(status -> {
            groups.lock(groupId);
            if (memberships.find(groupId, memberId) instanceof Membership.Leaving leaver) {
                boolean domestic = requests.rules(groupId).map(JoinDecider.Rules::domestic).orElse(true);
                log.append(List.of(new Fact(Topics.membership(domestic), LeaveDecider.end(leaver, clock.instant()))));
            }
        });
    }
}
