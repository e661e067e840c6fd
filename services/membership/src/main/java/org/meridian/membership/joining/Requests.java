package org.meridian.membership.joining;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.database.Database;
import org.meridian.events.membership.Joining;
import org.meridian.events.membership.RegistrationNeed;
import org.meridian.events.membership.Scope;
import org.meridian.events.membership.Visibility;
import org.meridian.http.Cursor;
import org.meridian.http.Fields;
import org.meridian.membership.joining.JoinDecider.Rules;
import org.meridian.membership.joining.JoinRequest.Asked;
import org.meridian.membership.joining.JoinRequest.State;
import org.meridian.membership.qualifier.OfMembership;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads join requests. */
@Component
final class Requests {

    private static final String SELECT = """
            SELECT r.request_id, r.group_id, r.member_id, r.requested_at, r.state, r.closed_at,
                   p.display_name, r.note, r.answers, r.email_domain, r.reason,
                   CASE WHEN g.visibility IN ('LISTED', 'UNLISTED') OR m.active THEN c.name END AS group_name,
                   (SELECT a.invitation FROM join_answers a WHERE a.id = r.request_id) AS invitation,
                   EXISTS (SELECT FROM membership_change w
                           WHERE w.join_request_id = r.request_id AND w.decided_at IS NULL) AS being_decided
            FROM request_state r
            LEFT JOIN profile p ON p.id = r.member_id
            LEFT JOIN known_group g ON g.id = r.group_id
            LEFT JOIN membership m ON m.id = r.group_id || '.' || r.member_id
            LEFT JOIN charter c ON c.id = r.group_id
            """;
    private static final String FIND = SELECT + "WHERE r.request_id = :id";
    private static final String NEWEST = SELECT + """
            WHERE r.member_id = :member AND r.group_id = :group AND r.state = :state
            ORDER BY r.requested_at DESC LIMIT 1""";
    private static final String LIST = SELECT + """
            WHERE r.group_id = :group AND r.state = :state
              AND (r.requested_at, r.request_id) > (coalesce(:at::timestamptz, '-infinity'), coalesce(:id, ''))
            ORDER BY r.requested_at, r.request_id LIMIT :limit""";
    private static final String MADE = SELECT + """
            WHERE r.member_id = :member
              AND (r.requested_at, r.request_id) < (coalesce(:at::timestamptz, 'infinity'), coalesce(:id, ''))
            ORDER BY r.requested_at DESC, r.request_id DESC LIMIT :limit""";
    private static final String EARLIER = SELECT + """
            WHERE r.group_id = :group AND r.member_id = ANY (:members) AND r.state IN ('refused', 'withdrawn', 'granted')
            ORDER BY r.requested_at DESC, r.request_id DESC LIMIT 500""";
    private static final String LOCK = "SELECT FROM join_request WHERE request_id = :id FOR UPDATE";
    private static final String LOCK_APPLICANT = "SELECT FROM member WHERE id = :id FOR UPDATE";
    private static final String DECIDABLE_BY_RULE = """
            SELECT r.request_id
            FROM join_request r LEFT JOIN known_group g ON g.id = r.group_id
            LEFT JOIN charter c ON c.id = g.id LEFT JOIN join_answers a ON a.id = r.request_id
            LEFT JOIN membership m ON m.id = r.group_id || '.' || r.member_id
            WHERE r.requested_at IS NOT NULL AND r.withdrawn_at IS NULL AND r.granted_at IS NULL
              AND r.refused_at IS NULL AND split_part(r.group_id, '-', 1) = :home
              AND (m.banned_until > :now
                   OR g.visibility IN ('LISTED', 'UNLISTED')
                      AND (g.scope = 'INTERNATIONAL' OR split_part(r.member_id, '-', 1) = :home)
                      AND (g.closed OR g.joining = 'OPEN' OR g.joining = 'APPROVAL' AND EXISTS (
                               SELECT FROM unnest(c.approved_domains) AS d
                               WHERE d = a.email_domain
                                  OR left(d, 2) = '*.' AND right(a.email_domain, length(d) - 1) = substr(d, 2)
                                     AND length(a.email_domain) >= length(d)))
                   OR m.active
                   OR a.invitation IS NOT NULL
                      AND (split_part(a.invitation, '.', 1) = :home OR r.requested_at < :awaited
                           OR EXISTS (SELECT FROM invitation i
                                      WHERE i.group_id = r.group_id AND i.token_hash = split_part(a.invitation, '.', 2)
                                        AND split_part(i.invitation_id, '-', 1) = split_part(a.invitation, '.', 1))))
            ORDER BY r.requested_at LIMIT 500""";
    private static final String ACCEPTANCES = """
            SELECT count(*) FROM join_request r JOIN join_answers a ON a.id = r.request_id
            WHERE r.member_id = :member AND r.requested_at IS NOT NULL AND r.withdrawn_at IS NULL AND r.granted_at IS NULL
              AND r.refused_at IS NULL AND a.invitation IS NOT NULL""";
    private static final String RULES = """
            SELECT g.scope, g.closed, g.visibility, g.joining, coalesce(c.approved_domains, '{}') AS approved_domains,
                   coalesce(c.registers, '{}') AS registers, coalesce(c.registration_need, 'NONE') AS need
            FROM known_group g LEFT JOIN charter c ON c.id = g.id WHERE g.id = :id""";

    private final JdbcClient jdbc;

    Requests(@OfMembership Database database) {
        this.jdbc = database.client();
    }

    Optional<JoinRequest> find(String requestId) {
        return jdbc.sql(FIND).param("id", requestId).query(Requests::request).optional();
    }

    /** The newest in this state that the member has made to the group. */
    Optional<JoinRequest> newest(String groupId, String memberId, State state) {
        return jdbc.sql(NEWEST).param("member", memberId).param("group", groupId).param("state", Fields.apiName(state))
                .query(Requests::request).optional();
    }

    /** Oldest first. */
    List<JoinRequest> list(String groupId, State state, @Nullable Cursor after, int limit) {
        return jdbc.sql(LIST).param("group", groupId).param("state", Fields.apiName(state))
                .param("at", after == null ? null : after.at().toString())
                .param("id", after == null ? null : after.id()).param("limit", limit).query(Requests::request).list();
    }

    /** What became of these people's earlier requests to the group, by their ids, the newest first. */
    Map<String, List<JoinRequest>> earlier(String groupId, Collection<String> memberIds) {
        return jdbc.sql(EARLIER).param("group", groupId).param("members", memberIds.toArray(String[]::new))
                .query(Requests::request).list().stream()
                .collect(Collectors.groupingBy(request -> request.asked().memberId()));
    }

    /** What a member has asked for, newest first. */
    List<JoinRequest> madeBy(String memberId, @Nullable Cursor before, int limit) {
        return jdbc.sql(MADE).param("member", memberId)
                .param("at", before == null ? null : before.at().toString())
                .param("id", before == null ? null : before.id()).param("limit", limit).query(Requests::request).list();
    }

    /** Keeps others from deciding this request until the transaction ends. */
    void lock(String requestId) {
        jdbc.sql(LOCK).param("id", requestId).query(row -> {});
    }

    /** Keeps the member from asking twice at once until the transaction ends. */
    void lockApplicant(String memberId) {
        jdbc.sql(LOCK_APPLICANT).param("id", memberId).query(row -> {});
    }

    /** Pending requests to groups of {@code home} that no moderator has to see; {@link JoinDecider#byRule} decides. */
    List<String> decidableByRule(String home, Instant now) {
        return jdbc.sql(DECIDABLE_BY_RULE).param("home", home).param("now", now.atOffset(ZoneOffset.UTC))
                .param("awaited", now.minus(JoinDecider.AWAITED).atOffset(ZoneOffset.UTC))
                .query((row, i) -> row.getString(1)).list();
    }

    /** How many invitations the member has accepted that nobody has answered. */
    int acceptances(String memberId) {
        return jdbc.sql(ACCEPTANCES).param("member", memberId).query(Integer.class).single();
    }

    Optional<Rules> rules(String groupId) {
        return jdbc.sql(RULES).param("id", groupId)
                .query((row, i) -> new Rules(Scope.valueOf(row.getString("scope")) != Scope.INTERNATIONAL,
                        row.getBoolean("closed"), Visibility.valueOf(row.getString("visibility")),
                        Joining.valueOf(row.getString("joining")),
                        List.of((String[]) row.getArray("approved_domains").getArray()),
                        new Rights.Need(RegistrationNeed.valueOf(row.getString("need")),
                                List.of((String[]) row.getArray("registers").getArray()))))
                .optional();
    }

    private static JoinRequest request(ResultSet row, int index) throws SQLException {
        var asked = new Asked(row.getString("request_id"), row.getString("group_id"), row.getString("group_name"),
                row.getString("member_id"),
                row.getObject("requested_at", OffsetDateTime.class).toInstant(), row.getString("display_name"),
                row.getString("note"),
                row.getArray("answers") == null ? List.of() : List.of((String[]) row.getArray("answers").getArray()),
                row.getString("email_domain"), row.getString("invitation"), row.getBoolean("being_decided"));
        OffsetDateTime closed = row.getObject("closed_at", OffsetDateTime.class);
        Instant at = closed == null ? asked.at() : closed.toInstant();
        return switch (State.valueOf(row.getString("state").toUpperCase(Locale.ROOT))) {
            case PENDING -> new JoinRequest.Pending(asked);
            case GRANTED -> new JoinRequest.Granted(asked, at);
            case REFUSED -> new JoinRequest.Refused(asked, at, row.getString("reason"));
            case WITHDRAWN -> new JoinRequest.Withdrawn(asked, at);
        };
    }
}
