package org.meridian.membership.joining;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.meridian.events.membership.Joining;
import org.meridian.events.membership.Scope;
import org.meridian.events.membership.Visibility;
import org.meridian.membership.joining.JoinDecider.Rules;
import org.meridian.membership.joining.JoinRequest.Asked;
import org.meridian.membership.paging.Cursor;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads join requests. */
final class Requests {

    private final JdbcClient jdbc;
    private final String schema;
    private final String select;

    Requests(JdbcClient jdbc, String schema) {
        this.jdbc = jdbc;
        this.schema = schema;
        this.select = """
                SELECT r.request_id, r.group_id, r.member_id, r.requested_at, r.state, r.closed_at,
                       p.display_name, a.note, a.answers, a.email_domain, w.reason
                FROM %1$s.request_state r
                LEFT JOIN %1$s.profile p ON p.id = r.member_id
                LEFT JOIN %1$s.join_answers a ON a.id = r.request_id
                LEFT JOIN %1$s.refusal_reason w ON w.id = r.id
                """.formatted(schema);
    }

    Optional<JoinRequest> find(String requestId) {
        return jdbc.sql(select + "WHERE r.request_id = :id").param("id", requestId).query(Requests::request).optional();
    }

    /** The newest in this state that the member has made to the group. */
    Optional<JoinRequest> newest(String groupId, String memberId, String state) {
        return jdbc.sql(select + """
                WHERE r.member_id = :member AND r.group_id = :group AND r.state = :state
                ORDER BY r.requested_at DESC LIMIT 1""").param("member", memberId).param("group", groupId)
                .param("state", state).query(Requests::request).optional();
    }

    /** Oldest first. */
    List<JoinRequest> list(String groupId, String state, @Nullable Cursor after, int limit) {
        return jdbc.sql(select + """
                WHERE r.group_id = :group AND r.state = :state
                  AND (r.requested_at, r.request_id) > (coalesce(:at::timestamptz, '-infinity'), coalesce(:id, ''))
                ORDER BY r.requested_at, r.request_id LIMIT :limit""").param("group", groupId).param("state", state)
                .param("at", after == null ? null : after.at().toString())
                .param("id", after == null ? null : after.id()).param("limit", limit).query(Requests::request).list();
    }

    /** Keeps others from deciding this request until the transaction ends. */
    void lock(String requestId) {
        jdbc.sql("SELECT FROM %s.join_request WHERE request_id = :id FOR UPDATE".formatted(schema))
                .param("id", requestId).query(row -> {});
    }

    /** Keeps the member from asking twice at once until the transaction ends. */
    void lockApplicant(String memberId) {
        jdbc.sql("SELECT FROM %s.member WHERE id = :id FOR UPDATE".formatted(schema)).param("id", memberId)
                .query(row -> {});
    }

    /** Pending requests to groups of {@code home} that no moderator has to see; {@link JoinDecider#byRule} has the word. */
    List<String> decidableByRule(String home) {
        return jdbc.sql("""
                SELECT r.request_id
                FROM %1$s.join_request r JOIN %1$s.known_group g ON g.id = r.group_id
                LEFT JOIN %1$s.charter c ON c.id = g.id LEFT JOIN %1$s.join_answers a ON a.id = r.request_id
                WHERE r.requested_at IS NOT NULL AND r.withdrawn_at IS NULL AND r.granted_at IS NULL
                  AND r.refused_at IS NULL AND split_part(r.group_id, '-', 1) = :home
                  AND g.visibility IN ('LISTED', 'UNLISTED')
                  AND (g.scope = 'INTERNATIONAL' OR split_part(r.member_id, '-', 1) = :home)
                  AND (g.joining = 'OPEN' OR g.joining = 'APPROVAL' AND a.email_domain = ANY (c.approved_domains))
                ORDER BY r.requested_at LIMIT 500""".formatted(schema)).param("home", home)
                .query((row, i) -> row.getString(1)).list();
    }

    Optional<Rules> rules(String groupId) {
        return jdbc.sql("""
                SELECT g.scope, g.visibility, g.joining, coalesce(c.approved_domains, '{}') AS approved_domains
                FROM %1$s.known_group g LEFT JOIN %1$s.charter c ON c.id = g.id WHERE g.id = :id"""
                .formatted(schema)).param("id", groupId)
                .query((row, i) -> new Rules(Scope.valueOf(row.getString("scope")) != Scope.INTERNATIONAL,
                        Visibility.valueOf(row.getString("visibility")), Joining.valueOf(row.getString("joining")),
                        List.of((String[]) row.getArray("approved_domains").getArray())))
                .optional();
    }

    private static JoinRequest request(ResultSet row, int index) throws SQLException {
        var asked = new Asked(row.getString("request_id"), row.getString("group_id"), row.getString("member_id"),
                row.getObject("requested_at", OffsetDateTime.class).toInstant(), row.getString("display_name"),
                row.getString("note"),
                row.getArray("answers") == null ? List.of() : List.of((String[]) row.getArray("answers").getArray()),
                row.getString("email_domain"));
        OffsetDateTime closed = row.getObject("closed_at", OffsetDateTime.class);
        Instant at = closed == null ? asked.at() : closed.toInstant();
        return switch (row.getString("state")) {
            case "granted" -> new JoinRequest.Granted(asked, at);
            case "refused" -> new JoinRequest.Refused(asked, at, row.getString("reason"));
            case "withdrawn" -> new JoinRequest.Withdrawn(asked, at);
            default -> new JoinRequest.Pending(asked);
        };
    }
}
