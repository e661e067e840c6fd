package org.meridian.membership.moderating;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.event.Batch;
import org.meridian.eventlog.event.BulkStatement;
import org.meridian.eventlog.event.Columns;
import org.meridian.eventlog.event.Entry;
import org.meridian.events.membership.ChangeOutcome;
import org.meridian.events.membership.ChangeReason;
import org.meridian.events.membership.MembershipChangeDecided;
import org.meridian.events.membership.MembershipChangeRequested;
import org.meridian.events.membership.RemovalReason;
import org.meridian.schemas.Ids;

/**
 * Moderators' wishes and what became of them, and the reasons of removals. A wish and its answer come from two nodes in any
 * order; the row's key has the group's id in it, so that only the group that was asked can answer.
 */
public final class WishTable {

    private record Row(String groupId, String requestId, String actorId, @Nullable MembershipChangeRequested asked,
            @Nullable Instant decidedAt, @Nullable ChangeOutcome outcome) {

        static Row of(MembershipChangeRequested asked) {
            return new Row(asked.getGroupId(), asked.getId(), asked.getActorId(), asked, null, null);
        }

        static Row of(MembershipChangeDecided decided) {
            return new Row(decided.getGroupId(), decided.getRequestId(), decided.getActorId(), null,
                    decided.getOccurredAt(), decided.getOutcome());
        }

        String id() {
            return Ids.derived(groupId, requestId);
        }

        Row and(Row other) {
            return new Row(groupId, requestId, asked == null ? other.actorId : actorId,
                    asked == null ? other.asked : asked,
                    decidedAt == null ? other.decidedAt : decidedAt, outcome == null ? other.outcome : outcome);
        }

        @Nullable
        String role() {
            return asked == null || asked.getRole() == null ? null : asked.getRole().name();
        }
    }

    private static final Columns<Row> WISH = Columns.of(Row.class).text("id", Row::id).text("group_id", Row::groupId)
            .text("request_id", Row::requestId).text("actor_id", Row::actorId)
            .text("member_id", row -> row.asked() == null ? null : row.asked().getMemberId())
            .int4("membership_version", row -> row.asked() == null ? null : row.asked().getMembershipVersion())
            .text("change", row -> row.asked() == null ? null : row.asked().getChange().name())
            .text("role", Row::role)
            .text("register", row -> row.asked() == null ? null : row.asked().getRegister())
            .instant("checked_at", row -> row.asked() == null ? null : row.asked().getCheckedAt())
            .instant("registered_until", row -> row.asked() == null ? null : row.asked().getRegisteredUntil())
            .text("join_request_id", row -> row.asked() == null ? null : row.asked().getJoinRequestId())
            .instant("banned_until", row -> row.asked() == null ? null : row.asked().getBannedUntil())
            .instant("requested_at", row -> row.asked() == null ? null : row.asked().getOccurredAt())
            .instant("decided_at", Row::decidedAt)
            .text("outcome", row -> row.outcome() == null ? null : row.outcome().name());
    private static final String UPSERT = WISH.insertInto("membership_change AS w") + """
            ON CONFLICT (id) DO UPDATE
              SET actor_id = CASE WHEN excluded.requested_at IS NULL THEN w.actor_id ELSE excluded.actor_id END,
                  member_id = coalesce(w.member_id, excluded.member_id),
                  membership_version = coalesce(w.membership_version, excluded.membership_version),
                  change = coalesce(w.change, excluded.change), role = coalesce(w.role, excluded.role),
                  join_request_id = coalesce(w.join_request_id, excluded.join_request_id),
                  register = coalesce(w.register, excluded.register),
                  checked_at = coalesce(w.checked_at, excluded.checked_at),
                  registered_until = coalesce(w.registered_until, excluded.registered_until),
                  banned_until = coalesce(w.banned_until, excluded.banned_until),
                  requested_at = coalesce(w.requested_at, excluded.requested_at),
                  decided_at = coalesce(w.decided_at, excluded.decided_at),
                  outcome = coalesce(w.outcome, excluded.outcome)""";

    private static final Columns<ChangeReason> WISHED = Columns.of(ChangeReason.class).text("id", ChangeReason::getId)
            .int4("version", ChangeReason::getVersion).text("reason", ChangeReason::getReason);
    private static final String UPSERT_WISHED = WISHED.insertInto("change_reason AS r") + """
            ON CONFLICT (id) DO UPDATE SET version = excluded.version, reason = excluded.reason
              WHERE excluded.version > r.version""";

    private static final Columns<RemovalReason> REMOVAL = Columns.of(RemovalReason.class)
            .text("id", RemovalReason::getId).int4("version", RemovalReason::getVersion)
            .text("reason", RemovalReason::getReason);
    private static final String UPSERT_REMOVAL = REMOVAL.insertInto("removal_reason AS r") + """
            ON CONFLICT (id) DO UPDATE SET version = excluded.version, reason = excluded.reason
              WHERE excluded.version > r.version""";

    public List<BulkStatement> on(List<Entry> entries) {
        Map<String, Row> rows = new LinkedHashMap<>();
        for (Entry entry : entries) {
            switch (entry.body()) {
                case MembershipChangeRequested asked -> merge(rows, Row.of(asked));
                case MembershipChangeDecided decided -> merge(rows, Row.of(decided));
                default -> {
                }
            }
        }
        return List.of(WISH.bind(UPSERT, List.copyOf(rows.values())),
                WISHED.bind(UPSERT_WISHED, Batch.newest(entries, ChangeReason.class)),
                REMOVAL.bind(UPSERT_REMOVAL, Batch.newest(entries, RemovalReason.class)));
    }

    private static void merge(Map<String, Row> rows, Row row) {
        rows.merge(row.id(), row, Row::and);
    }
}
