package org.meridian.community;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.event.BulkStatement;
import org.meridian.eventlog.event.Columns;
import org.meridian.eventlog.event.Entry;
import org.meridian.events.membership.JoinRefused;
import org.meridian.events.membership.JoinRequested;
import org.meridian.events.membership.JoinWithdrawn;
import org.meridian.events.membership.MembershipGranted;
import org.meridian.schemas.Ids;

/** Who has asked to join which group, and which version of the membership was the answer; its parts come in any order. */
final class AskedTable {

    private record Row(String groupId, String requestId, @Nullable String memberId, @Nullable Instant requestedAt,
            @Nullable Integer grantedVersion, boolean closed) {

        String id() {
            return Ids.derived(groupId, requestId);
        }

        Row and(Row other) {
            return new Row(groupId, requestId, memberId == null ? other.memberId : memberId,
                    requestedAt == null ? other.requestedAt : requestedAt, first(other.grantedVersion),
                    closed || other.closed);
        }

        private @Nullable Integer first(@Nullable Integer other) {
            if (grantedVersion == null || other == null) {
                return grantedVersion == null ? other : grantedVersion;
            }
            return Math.min(grantedVersion, other);
        }
    }

    private static final Columns<Row> ROW = Columns.of(Row.class).text("group_id", Row::groupId)
            .text("request_id", Row::requestId).text("member_id", Row::memberId)
            .instant("requested_at", Row::requestedAt).int4("granted_version", Row::grantedVersion)
            .bool("closed", Row::closed);
    private static final String UPSERT = ROW.insertInto("asked AS a") + """
            ON CONFLICT (group_id, request_id) DO UPDATE SET
              member_id = coalesce(a.member_id, excluded.member_id),
              requested_at = coalesce(a.requested_at, excluded.requested_at),
              granted_version = least(a.granted_version, excluded.granted_version),
              closed = a.closed OR excluded.closed""";

    private AskedTable() {}

    static List<BulkStatement> on(List<Entry> entries) {
        Map<String, Row> rows = new LinkedHashMap<>();
        for (Entry entry : entries) {
            @Nullable
            Row row = switch (entry.body()) {
                case JoinRequested it -> new Row(it.getGroupId(), it.getId(), it.getMemberId(), it.getOccurredAt(),
                        null, false);
                case JoinWithdrawn it -> new Row(it.getGroupId(), it.getId(), null, null, null, true);
                case JoinRefused it -> new Row(it.getGroupId(), it.getRequestId(), null, null, null, true);
                case MembershipGranted it when it.getRequestId() != null -> new Row(it.getGroupId(),
                        it.getRequestId(), null, null, it.getVersion(), false);
                default -> null;
            };
            if (row != null) {
                rows.merge(row.id(), row, Row::and);
            }
        }
        return List.of(ROW.bind(UPSERT, List.copyOf(rows.values())));
    }
}
