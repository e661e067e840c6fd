package org.meridian.membership;

import java.util.List;
import java.util.stream.Stream;
import org.meridian.eventlog.event.Entry;
import org.meridian.eventlog.event.Ids;
import org.meridian.eventlog.event.Rows;
import org.meridian.eventlog.event.Write;
import org.meridian.events.membership.GroupFounded;
import org.meridian.events.membership.JoinRefused;
import org.meridian.events.membership.JoinRequested;
import org.meridian.events.membership.JoinWithdrawn;
import org.meridian.events.membership.LeaveRequested;
import org.meridian.events.membership.MembershipEnded;
import org.meridian.events.membership.MembershipGranted;
import org.meridian.membership.groups.GroupTable;
import org.meridian.membership.joining.MembershipTable;
import org.meridian.membership.joining.RequestTable;
import org.meridian.membership.people.MemberTable;

/** All tables of membership, as the log writes them. */
final class MembershipRows implements Rows {

    /** No node has an empty alias: an entry that would have to come from it comes from nobody who may send it. */
    private static final String NOBODY = "";

    private final MemberTable members;
    private final GroupTable groups;
    private final MembershipTable memberships;
    private final RequestTable requests;

    MembershipRows(MemberTable members, GroupTable groups, MembershipTable memberships, RequestTable requests) {
        this.members = members;
        this.groups = groups;
        this.memberships = memberships;
        this.requests = requests;
    }

    /** Each table is written by one statement at the most, so that all of them can be parts of a single one. */
    @Override
    public List<Write> on(List<Entry> entries) {
        return Stream.of(members.on(entries), groups.on(entries), memberships.on(entries), requests.on(entries))
                .flatMap(List::stream).filter(MembershipRows::hasRows).toList();
    }

    private static boolean hasRows(Write write) {
        return write.columns().getFirst().values().length > 0;
    }

    /** A derived id has to be made of what the fact names; one that lies is nobody's. */
    @Override
    public List<String> speaksFor(Entry entry) {
        return switch (entry.body()) {
            case GroupFounded founded -> List.of(founded.getActorId());
            case MembershipGranted granted -> List.of(granted.getGroupId(),
                    checked(entry, granted.getGroupId(), granted.getMemberId()));
            case MembershipEnded ended -> List.of(ended.getGroupId(),
                    checked(entry, ended.getGroupId(), ended.getMemberId()));
            case JoinRefused refused -> List.of(refused.getGroupId(),
                    checked(entry, refused.getGroupId(), refused.getRequestId()));
            case JoinRequested requested -> List.of(requested.getMemberId());
            case JoinWithdrawn withdrawn -> List.of(withdrawn.getMemberId());
            case LeaveRequested leaving -> List.of(leaving.getMemberId());
            default -> List.of();
        };
    }

    private static String checked(Entry entry, String owner, String other) {
        return entry.id().equals(Ids.derived(owner, other)) ? entry.id() : NOBODY;
    }

    @Override
    public List<String> tables() {
        return List.of("member", "profile", "account", "founded_group", "charter", "membership", "join_request",
                "join_answers", "refusal_reason");
    }

    @Override
    public int codeVersion() {
        return 1;
    }
}
