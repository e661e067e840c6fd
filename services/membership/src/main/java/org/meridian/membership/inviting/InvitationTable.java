package org.meridian.membership.inviting;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.event.BulkStatement;
import org.meridian.eventlog.event.Columns;
import org.meridian.eventlog.event.Entry;
import org.meridian.events.membership.InvitationClosed;
import org.meridian.events.membership.InvitationMade;
import org.meridian.events.membership.InvitationRevoked;
import org.meridian.schemas.Ids;

/**
 * Invitations and their end, which comes from where they were made or from the group's home, in any order. The row's key has the
 * group's id in it, so that only the group that they are to can end them from there.
 */
public final class InvitationTable {

    private record Row(String groupId, String invitationId, @Nullable InvitationMade made, @Nullable Instant endedAt) {

        String id() {
            return Ids.derived(groupId, invitationId);
        }

        Row and(Row other) {
            return new Row(groupId, invitationId, made == null ? other.made : made, earlier(other.endedAt));
        }

        private @Nullable Instant earlier(@Nullable Instant other) {
            if (endedAt == null || other == null) {
                return endedAt == null ? other : endedAt;
            }
            return other.isBefore(endedAt) ? other : endedAt;
        }
    }

    private static final Columns<Row> INVITATION = Columns.of(Row.class).text("id", Row::id)
            .text("group_id", Row::groupId).text("invitation_id", Row::invitationId)
            .text("maker_id", row -> row.made() == null ? null : row.made().getActorId())
            .instant("made_at", row -> row.made() == null ? null : row.made().getOccurredAt())
            .text("role", row -> row.made() == null ? null : row.made().getRole().name())
            .instant("expires_at", row -> row.made() == null ? null : row.made().getExpiresAt())
            .int4("uses", row -> row.made() == null ? null : row.made().getUses())
            .text("token_hash", row -> row.made() == null ? null : row.made().getTokenHash())
            .instant("ended_at", Row::endedAt);
    private static final String UPSERT = INVITATION.insertInto("invitation AS i") + """
            ON CONFLICT (id) DO UPDATE
              SET maker_id = coalesce(i.maker_id, excluded.maker_id), made_at = coalesce(i.made_at, excluded.made_at),
                  role = coalesce(i.role, excluded.role), expires_at = coalesce(i.expires_at, excluded.expires_at),
                  uses = coalesce(i.uses, excluded.uses), token_hash = coalesce(i.token_hash, excluded.token_hash),
                  ended_at = least(i.ended_at, excluded.ended_at)""";

    public List<BulkStatement> on(List<Entry> entries) {
        Map<String, Row> rows = new LinkedHashMap<>();
        for (Entry entry : entries) {
            switch (entry.body()) {
                case InvitationMade it -> merge(rows, new Row(it.getGroupId(), it.getId(), it, null));
                case InvitationRevoked it ->
                    merge(rows, new Row(it.getGroupId(), it.getId(), null, it.getOccurredAt()));
                case InvitationClosed it ->
                    merge(rows, new Row(it.getGroupId(), it.getInvitationId(), null, it.getOccurredAt()));
                default -> {
                }
            }
        }
        return List.of(INVITATION.bind(UPSERT, List.copyOf(rows.values())));
    }

    private static void merge(Map<String, Row> rows, Row row) {
        rows.merge(row.id(), row, Row::and);
    }
}
