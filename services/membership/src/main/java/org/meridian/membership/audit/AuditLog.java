package org.meridian.membership.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.database.Database;
import org.meridian.http.Cursor;
import org.meridian.membership.qualifier.OfMembership;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads what was decided about a group, the newest first. */
@Component
final class AuditLog {

    /**
     * One decision.
     *
     * @param id      of the group or the membership that it is about
     * @param version of it
     * @param actor   who decided it
     * @param member  about whom; null where it is about the group
     * @param role    null unless one was given
     * @param reason  why somebody was removed; null where none was given, and outside of the group's and the member's countries
     */
    record Decided(String id, int version, Instant at, AuditKind kind, Person actor, @Nullable Person member,
            @Nullable String role,
            @Nullable Instant bannedUntil, @Nullable String reason) {}

    /** @param displayName null until the member's profile is here */
    record Person(String memberId, @Nullable String displayName) {}

    private static final String LIST = """
            SELECT e.*, a.display_name AS actor_name, m.display_name AS member_name, r.reason
            FROM told_audit_entry e
            LEFT JOIN profile a ON a.id = e.actor_id
            LEFT JOIN profile m ON m.id = e.member_id
            LEFT JOIN removal_reason r ON r.id = e.id AND r.version = e.version AND e.kind = 'REMOVED'
            WHERE e.group_id = :group AND (:kind::text IS NULL OR e.kind = :kind)
              AND (:member::text IS NULL OR e.member_id = :member OR e.actor_id = :member)
              AND (e.at, e.id) < (coalesce(:at::timestamptz, 'infinity'), coalesce(:id, ''))
            ORDER BY e.at DESC, e.id DESC LIMIT :limit""";

    private final JdbcClient jdbc;

    AuditLog(@OfMembership Database database) {
        this.jdbc = database.client();
    }

    /**
     * Null for all.
     *
     * @param memberId what they did, and what was done about them
     */
    List<Decided> list(String groupId, @Nullable AuditKind kind, @Nullable String memberId, @Nullable Cursor after,
            int limit) {
        return jdbc.sql(LIST).param("group", groupId).param("kind", kind == null ? null : kind.name())
                .param("member", memberId).param("at", after == null ? null : after.at().toString())
                .param("id", after == null ? null : after.id()).param("limit", limit).query(AuditLog::decided).list();
    }

    private static Decided decided(ResultSet row, int index) throws SQLException {
        String member = row.getString("member_id");
        OffsetDateTime banned = row.getObject("banned_until", OffsetDateTime.class);
        return new Decided(row.getString("id"), row.getInt("version"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                AuditKind.valueOf(row.getString("kind")),
                new Person(row.getString("actor_id"), row.getString("actor_name")),
                member == null ? null : new Person(member, row.getString("member_name")), row.getString("role"),
                banned == null ? null : banned.toInstant(), row.getString("reason"));
    }
}
