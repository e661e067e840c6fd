package org.meridian.notifications.knowledge;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.event.BulkStatement;
import org.meridian.eventlog.event.Columns;
import org.meridian.eventlog.event.Entry;
import org.meridian.events.membership.LeaveRequested;
import org.meridian.events.membership.MembershipEnded;
import org.meridian.events.membership.MembershipGranted;
import org.meridian.events.membership.Role;

/** Who belongs to which group and since when, and every version of it, since a post is judged by the one that it cites. */
public final class MembershipTable {

    /** One version; the role is null where the membership ended. */
    private record Version(String id, String groupId, String memberId, int version, @Nullable Role role, Instant at) {}

    private static final Columns<Version> NEWEST = Columns.of(Version.class).text("group_id", Version::groupId)
            .text("member_id", Version::memberId).int4("version", Version::version)
            .text("role", it -> it.role() == null ? null : it.role().name());
    private static final String UPSERT_NEWEST = NEWEST.insertInto("membership AS m") + """
            ON CONFLICT (member_id, group_id) DO UPDATE SET version = excluded.version, role = excluded.role
              WHERE excluded.version > m.version""";

    private static final Columns<Version> VERSION = NEWEST.instant("at", Version::at);
    private static final String INSERT_VERSIONS = VERSION.insertInto("membership_version") + "ON CONFLICT DO NOTHING";

    private static final Columns<LeaveRequested> LEAVING = Columns.of(LeaveRequested.class)
            .text("group_id", LeaveRequested::getGroupId).text("member_id", LeaveRequested::getMemberId)
            .int4("version", LeaveRequested::getMembershipVersion);
    private static final String INSERT_LEAVING = LEAVING.insertInto("leave_requested") + "ON CONFLICT DO NOTHING";

    public List<BulkStatement> on(List<Entry> entries) {
        List<Version> versions = new ArrayList<>();
        List<LeaveRequested> leaving = new ArrayList<>();
        Map<String, Version> newest = new LinkedHashMap<>();
        for (Entry entry : entries) {
            switch (entry.body()) {
                case MembershipGranted it -> versions.add(new Version(it.getId(), it.getGroupId(), it.getMemberId(),
                        it.getVersion(), it.getRole(), it.getOccurredAt()));
                case MembershipEnded it -> versions.add(new Version(it.getId(), it.getGroupId(), it.getMemberId(),
                        it.getVersion(), null, it.getOccurredAt()));
                case LeaveRequested it -> leaving.add(it);
                default -> {
                }
            }
        }
        versions.forEach(it -> newest.merge(it.id(), it, (a, b) -> b.version() > a.version() ? b : a));
        return List.of(VERSION.bind(INSERT_VERSIONS, versions),
                NEWEST.bind(UPSERT_NEWEST, List.copyOf(newest.values())), LEAVING.bind(INSERT_LEAVING, leaving));
    }
}
