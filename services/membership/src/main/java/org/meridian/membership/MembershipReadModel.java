package org.meridian.membership;

import java.util.List;
import java.util.stream.Stream;
import org.meridian.community.BlockTable;
import org.meridian.eventlog.event.BulkStatement;
import org.meridian.eventlog.event.Entry;
import org.meridian.eventlog.event.ReadModel;
import org.meridian.membership.audit.AuditTable;
import org.meridian.membership.groups.GroupTable;
import org.meridian.membership.inviting.InvitationTable;
import org.meridian.membership.joining.BriefTable;
import org.meridian.membership.joining.MembershipTable;
import org.meridian.membership.joining.RequestTable;
import org.meridian.membership.moderating.WishTable;
import org.meridian.membership.people.MemberTable;

/** All tables of membership, as the log writes them. */
final class MembershipReadModel implements ReadModel {

    private final MemberTable members = new MemberTable();
    private final GroupTable groups = new GroupTable();
    private final MembershipTable memberships;
    private final RequestTable requests = new RequestTable();
    private final BriefTable briefs = new BriefTable();
    private final InvitationTable invitations = new InvitationTable();
    private final AuditTable audit = new AuditTable();
    private final WishTable wishes = new WishTable();

    /** @param node this node's alias */
    MembershipReadModel(String node) {
        memberships = new MembershipTable(node);
    }

    /** Each table is written by one statement at the most, so that all of them can be parts of a single one. */
    @Override
    public List<BulkStatement> on(List<Entry> entries) {
        return Stream.of(members.on(entries), groups.on(entries), memberships.on(entries), requests.on(entries),
                briefs.on(entries), invitations.on(entries), BlockTable.on(entries), wishes.on(entries),
                audit.on(entries))
                .flatMap(List::stream).toList();
    }

    @Override
    public List<String> tables() {
        return List.of("member", "profile", "colleague_profile", "own_profile", "account", "known_group", "charter",
                "membership", "join_request",
                "join_answers", "refusal_reason", "removal_reason", "request_brief", "membership_change",
                "change_reason", "invitation", "audit_entry", "blocks");
    }

    @Override
    public int codeVersion() {
        return 13;
    }
}
