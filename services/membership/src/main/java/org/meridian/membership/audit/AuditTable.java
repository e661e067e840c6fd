package org.meridian.membership.audit;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.meridian.community.GroupRow;
import org.meridian.eventlog.event.BulkStatement;
import org.meridian.eventlog.event.Columns;
import org.meridian.eventlog.event.Entry;
import org.meridian.events.membership.BanLifted;
import org.meridian.events.membership.EndReason;
import org.meridian.events.membership.GrantCause;
import org.meridian.events.membership.GroupChanged;
import org.meridian.events.membership.GroupCreated;
import org.meridian.events.membership.MembershipEnded;
import org.meridian.events.membership.MembershipGranted;
import org.meridian.events.membership.Role;

/** What was decided, a row for each fact, whatever has come before or after it. */
public final class AuditTable {

    private record Row(String id, int version, String groupId, Instant at, AuditKind kind, String actorId,
            @Nullable String memberId, @Nullable Role role, @Nullable Instant bannedUntil, @Nullable Boolean closed) {

        /** About a membership. */
        Row(String id, int version, String groupId, Instant at, AuditKind kind, String actorId, String memberId,
                @Nullable Role role, @Nullable Instant bannedUntil) {
            this(id, version, groupId, at, kind, actorId, memberId, role, bannedUntil, null);
        }
    }

    private static final Columns<Row> ENTRY = Columns.of(Row.class).text("id", Row::id).int4("version", Row::version)
            .text("group_id", Row::groupId).instant("at", Row::at).text("kind", row -> row.kind().name())
            .text("actor_id", Row::actorId).text("member_id", Row::memberId)
            .text("role", row -> row.role() == null ? null : row.role().name())
            .instant("banned_until", Row::bannedUntil).bool("closed", Row::closed);
    private static final String INSERT = ENTRY.insertInto("audit_entry") + "ON CONFLICT DO NOTHING";

    public List<BulkStatement> on(List<Entry> entries) {
        Map<String, Row> rows = new LinkedHashMap<>();
        for (Entry entry : entries) {
            Row row = switch (entry.body()) {
                case GroupCreated it -> new Row(it.getId(), it.getVersion(), it.getId(), it.getOccurredAt(),
                        AuditKind.CREATED, it.getActorId(), null, null, null, false);
                case GroupChanged it -> new Row(it.getId(), it.getVersion(), it.getId(), it.getOccurredAt(),
                        AuditKind.CHANGED, it.getActorId(), null, null, null, GroupRow.of(it).closed());
                // What the charter asks for now is in the entry of its change.
                case MembershipGranted it when it.getCause() == GrantCause.CHARTER -> null;
                case MembershipGranted it -> new Row(it.getId(), it.getVersion(), it.getGroupId(), it.getOccurredAt(),
                        kind(it), it.getActorId(), it.getMemberId(), it.getRole(), null);
                case MembershipEnded it -> new Row(it.getId(), it.getVersion(), it.getGroupId(), it.getOccurredAt(),
                        it.getReason() == EndReason.REMOVED ? AuditKind.REMOVED : AuditKind.LEFT, it.getActorId(),
                        it.getMemberId(), null, it.getBannedUntil());
                case BanLifted it -> new Row(it.getId(), it.getVersion(), it.getGroupId(), it.getOccurredAt(),
                        AuditKind.BAN_LIFTED, it.getActorId(), it.getMemberId(), null, null);
                default -> null;
            };
            if (row != null) {
                rows.putIfAbsent(row.id() + " " + row.version(), row);
            }
        }
        return List.of(ENTRY.bind(INSERT, List.copyOf(rows.values())));
    }

    /** Of the founder too it is said that they joined; a later grant without a request changes what somebody may do. */
    private static AuditKind kind(MembershipGranted granted) {
        if (granted.getCause() == GrantCause.REGISTRATION) {
            return AuditKind.REGISTRATION;
        }
        if (granted.getRequestId() != null) {
            return AuditKind.JOINED;
        }
        if (granted.getVersion() > 1) {
            return AuditKind.ROLE;
        }
        return granted.getActorId().equals(granted.getMemberId()) ? AuditKind.JOINED : AuditKind.OFFERED;
    }
}
