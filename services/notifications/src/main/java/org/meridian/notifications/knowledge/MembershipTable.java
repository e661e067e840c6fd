package org.meridian.notifications.knowledge;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.event.ArrayParameter;
import org.meridian.eventlog.event.BulkStatement;
import org.meridian.eventlog.event.Entry;
import org.meridian.events.membership.LeaveRequested;
import org.meridian.events.membership.MembershipEnded;
import org.meridian.events.membership.MembershipGranted;

/** Who belongs to which group and since when, and every version of it, since a post is judged by the one that it cites. */
public final class MembershipTable {

    /** One version; the role is null where the membership ended. */
    private record Version(String id, String groupId, String memberId, int version, @Nullable String role,
            Instant at) {}

    private final String insertVersions;
    private final String upsertNewest;
    private final String insertLeaving;

    public MembershipTable(String schema) {
        this.insertVersions = """
                INSERT INTO %s.membership_version SELECT * FROM unnest(?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"""
                .formatted(schema);
        this.upsertNewest = """
                INSERT INTO %s.membership AS m SELECT * FROM unnest(?, ?, ?, ?)
                ON CONFLICT (member_id, group_id) DO UPDATE SET version = excluded.version, role = excluded.role
                  WHERE excluded.version > m.version""".formatted(schema);
        this.insertLeaving = "INSERT INTO %s.leave_requested SELECT * FROM unnest(?, ?, ?) ON CONFLICT DO NOTHING"
                .formatted(schema);
    }

    public List<BulkStatement> on(List<Entry> entries) {
        List<Version> versions = new ArrayList<>();
        List<LeaveRequested> leaving = new ArrayList<>();
        Map<String, Version> newest = new LinkedHashMap<>();
        for (Entry entry : entries) {
            switch (entry.body()) {
                case MembershipGranted it -> versions.add(new Version(it.getId(), it.getGroupId(), it.getMemberId(),
                        it.getVersion(), it.getRole().name(), it.getOccurredAt()));
                case MembershipEnded it -> versions.add(new Version(it.getId(), it.getGroupId(), it.getMemberId(),
                        it.getVersion(), null, it.getOccurredAt()));
                case LeaveRequested it -> leaving.add(it);
                default -> {
                }
            }
        }
        versions.forEach(it -> newest.merge(it.id(), it, (a, b) -> b.version() > a.version() ? b : a));
        return List.of(versions(versions), newest(newest.values()), leaving(leaving));
    }

    private BulkStatement versions(List<Version> versions) {
        return BulkStatement.of(insertVersions, ArrayParameter.text(versions, Version::groupId),
                ArrayParameter.text(versions, Version::memberId), ArrayParameter.ints(versions, Version::version),
                ArrayParameter.text(versions, Version::role), ArrayParameter.instants(versions, Version::at));
    }

    private BulkStatement newest(Collection<Version> newest) {
        List<Version> versions = List.copyOf(newest);
        return BulkStatement.of(upsertNewest, ArrayParameter.text(versions, Version::groupId),
                ArrayParameter.text(versions, Version::memberId), ArrayParameter.ints(versions, Version::version),
                ArrayParameter.text(versions, Version::role));
    }

    private BulkStatement leaving(List<LeaveRequested> leaving) {
        return BulkStatement.of(insertLeaving, ArrayParameter.text(leaving, LeaveRequested::getGroupId),
                ArrayParameter.text(leaving, LeaveRequested::getMemberId),
                ArrayParameter.ints(leaving, LeaveRequested::getMembershipVersion));
    }
}
