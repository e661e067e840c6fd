package org.meridian.membership.joining;

import java.time.Instant;
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
import org.meridian.schemas.Ids;

/**
 * Memberships: what the group's home granted or ended, and what the member gave up. The two come in any order; a leave
 * request ends the version that it names and none after it.
 */
public final class MembershipTable {

    /** What a batch says of one membership: the newest version of it, 0 where only a leave request is in the batch. */
    private record Row(String groupId, String memberId, int version, @Nullable Role role, @Nullable Instant since,
            int leftVersion, @Nullable String leftRequest, @Nullable Instant leftAt, int endedVersion) {

        static Row of(MembershipGranted granted) {
            return new Row(granted.getGroupId(), granted.getMemberId(), granted.getVersion(), granted.getRole(),
                    granted.getOccurredAt(), 0, null, null, 0);
        }

        static Row of(MembershipEnded ended) {
            return new Row(ended.getGroupId(), ended.getMemberId(), ended.getVersion(), null, ended.getOccurredAt(), 0,
                    null, null, ended.getVersion());
        }

        static Row of(LeaveRequested leaving) {
            return new Row(leaving.getGroupId(), leaving.getMemberId(), 0, null, null, leaving.getMembershipVersion(),
                    leaving.getId(), leaving.getOccurredAt(), 0);
        }

        String id() {
            return Ids.derived(groupId, memberId);
        }

        Row and(Row other) {
            Row newer = other.version > version ? other : this;
            Row left = other.givesUpAfter(this) ? other : this;
            return new Row(groupId, memberId, newer.version, newer.role, newer.since, left.leftVersion,
                    left.leftRequest, later(other.leftAt), Math.max(endedVersion, other.endedVersion));
        }

        private @Nullable Instant later(@Nullable Instant other) {
            if (leftAt == null || other == null) {
                return leftAt == null ? other : leftAt;
            }
            return other.isAfter(leftAt) ? other : leftAt;
        }

        /** Whether it is about a member of this node and a group of another. */
        boolean isElsewhere(String here) {
            return Ids.home(memberId).equals(here) && !Ids.home(groupId).equals(here);
        }

        /** Of two requests that give up the same version the one with the lower id counts, whichever comes first. */
        private boolean givesUpAfter(Row other) {
            return leftVersion > other.leftVersion || leftVersion == other.leftVersion && leftRequest != null
                    && (other.leftRequest == null || leftRequest.compareTo(other.leftRequest) < 0);
        }
    }

    private static final String UPSERT = """
            ON CONFLICT (id) DO UPDATE
              SET (version, role, since) = (
                    SELECT newest.version, newest.role, newest.since
                    FROM (VALUES (m.version, m.role, m.since),
                                 (excluded.version, excluded.role, excluded.since)) AS newest(version, role, since)
                    ORDER BY newest.version DESC LIMIT 1),
                  left_at = greatest(m.left_at, excluded.left_at),
                  ended_version = greatest(m.ended_version, excluded.ended_version),
                  (left_version, left_request) = (
                    SELECT given_up.version, given_up.request
                    FROM (VALUES (m.left_version, m.left_request),
                                 (excluded.left_version, excluded.left_request)) AS given_up(version, request)
                    ORDER BY given_up.version DESC, given_up.request COLLATE "C" LIMIT 1)""";

    private final Columns<Row> row;
    private final String upsert;

    /** @param here this node's alias */
    public MembershipTable(String here) {
        row = columns().bool("elsewhere", it -> it.isElsewhere(here));
        upsert = row.insertInto("membership AS m") + UPSERT;
    }

    private static Columns<Row> columns() {
        return Columns.of(Row.class).text("id", Row::id).text("group_id", Row::groupId)
                .text("member_id", Row::memberId).int4("version", Row::version)
                .text("role", row -> row.role() == null ? null : row.role().name()).instant("since", Row::since)
                .int4("left_version", Row::leftVersion).text("left_request", Row::leftRequest)
                .instant("left_at", Row::leftAt).int4("ended_version", Row::endedVersion);
    }

    public List<BulkStatement> on(List<Entry> entries) {
        Map<String, Row> rows = new LinkedHashMap<>();
        for (Entry entry : entries) {
            switch (entry.body()) {
                case MembershipGranted granted -> merge(rows, Row.of(granted));
                case MembershipEnded ended -> merge(rows, Row.of(ended));
                case LeaveRequested leaving -> merge(rows, Row.of(leaving));
                default -> {
                }
            }
        }
        return List.of(row.bind(upsert, List.copyOf(rows.values())));
    }

    private static void merge(Map<String, Row> rows, Row row) {
        rows.merge(row.id(), row, Row::and);
    }
}
