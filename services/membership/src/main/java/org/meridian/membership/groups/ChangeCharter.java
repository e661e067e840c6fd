package org.meridian.membership.groups;

import java.util.List;
import org.meridian.eventlog.EventLog;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.eventlog.event.Entry.Content;
import org.meridian.membership.groups.GroupDecider.Changes;
import org.meridian.membership.groups.GroupDecider.Decision;
import org.meridian.schemas.Ids;
import org.meridian.schemas.Topics;
import org.springframework.transaction.support.TransactionTemplate;

/** An owner changes what the group says of itself. */
final class ChangeCharter {

    private final String home;
    private final EventLog log;
    private final Groups groups;
    private final TransactionTemplate transaction;

    ChangeCharter(String home, EventLog log, Groups groups, TransactionTemplate transaction) {
        this.home = home;
        this.log = log;
        this.groups = groups;
        this.transaction = transaction;
    }

    /** The group is locked, since content has no version check of their own. */
    Group change(String groupId, String memberId, Changes changes) {
        groups.visible(groupId, memberId);
        transaction.executeWithoutResult(status -> {
            groups.lock(groupId);
            Group group = groups.visible(groupId, memberId);
            switch (GroupDecider.change(group, changes, home)) {
                case Decision.Changed(var charter) -> log
                        .append(List.of(new Content(Topics.charters(group.isDomestic()), charter)));
                case Decision.Refused(var reason) -> throw refusal(reason, group);
            }
        });
        return groups.visible(groupId, memberId);
    }

    private static Refusal refusal(GroupDecider.Reason reason, Group group) {
        return switch (reason) {
            case OWNERS_ONLY -> Refusal.forbidden("owners-only",
                    "Only an owner changes the group's charter. Ask one of them.");
            case AT_ITS_HOME_ONLY -> Refusal.conflict("at-its-home-only",
                    "This group's charter is changed at its home, " + Ids.home(group.id()) + ".");
        };
    }
}
