package org.meridian.membership.groups;

import java.util.List;
import org.meridian.eventlog.EventLog;
import org.meridian.eventlog.database.Database;
import org.meridian.eventlog.event.Entry.Content;
import org.meridian.membership.groups.GroupDecider.Changes;
import org.meridian.membership.qualifier.OfMembership;
import org.meridian.process.settings.NodeSettings;
import org.meridian.schemas.Topics;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** An owner changes what the group says of itself. */
@Component
final class ChangeCharter {

    private final String home;
    private final EventLog log;
    private final Groups groups;
    private final TransactionTemplate transaction;

    ChangeCharter(NodeSettings node, @OfMembership EventLog log, Groups groups, @OfMembership Database database) {
        this.home = node.node();
        this.log = log;
        this.groups = groups;
        this.transaction = database.transaction();
    }

    /** The group is locked, since content has no version check of its own. */
    Group change(String groupId, String memberId, Changes changes) {
        groups.visible(groupId, memberId);
        transaction.executeWithoutResult(status -> {
            groups.lock(groupId);
            Group group = groups.visible(groupId, memberId);
            log.append(List
                    .of(new Content(Topics.charters(group.isDomestic()), GroupDecider.change(group, changes, home))));
        });
        return groups.visible(groupId, memberId);
    }
}
