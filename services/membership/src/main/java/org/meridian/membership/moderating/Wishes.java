package org.meridian.membership.moderating;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.database.Database;
import org.meridian.events.membership.ChangeOutcome;
import org.meridian.events.membership.MembershipChange;
import org.meridian.events.membership.Role;
import org.meridian.membership.joining.Registration;
import org.meridian.membership.moderating.Change.LiftedBan;
import org.meridian.membership.moderating.Change.NewRegistration;
import org.meridian.membership.moderating.Change.NewRole;
import org.meridian.membership.moderating.Change.Removal;
import org.meridian.membership.moderating.Wished.Approval;
import org.meridian.membership.moderating.Wished.Refused;
import org.meridian.membership.qualifier.OfMembership;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads moderators' wishes. One of a kind that is newer than this program waits for the next release. */
@Component
final class Wishes {

    private static final String SELECT = """
            SELECT w.*, r.reason FROM membership_change w LEFT JOIN change_reason r ON r.id = w.request_id
            WHERE w.requested_at IS NOT NULL AND (
              w.change IN ('REMOVAL', 'BAN_LIFTED', 'REGISTRATION_ENDED')
              OR w.change = 'REGISTRATION' AND w.register IS NOT NULL AND w.checked_at IS NOT NULL
                AND w.registered_until IS NOT NULL
              OR w.change = 'ROLE' AND w.role IN ('OWNER', 'MODERATOR', 'MEMBER', 'OBSERVER')
              OR w.change IN ('APPROVAL', 'REFUSAL') AND w.join_request_id IS NOT NULL)
            """;
    private static final String FIND = SELECT + "AND w.request_id = :id AND w.actor_id = :actor";
    /** A reason comes by another topic, and is waited for. */
    private static final String OPEN = SELECT + """
            AND w.decided_at IS NULL AND split_part(w.group_id, '-', 1) = :home
            AND (w.change <> 'REMOVAL' OR r.id IS NOT NULL) AND (w.change <> 'REFUSAL' OR r.reason IS NOT NULL)
            ORDER BY w.requested_at LIMIT 500""";

    private final JdbcClient jdbc;

    Wishes(@OfMembership Database database) {
        this.jdbc = database.client();
    }

    /** Those that {@code home} is to decide, the oldest first. */
    List<Wish> open(String home) {
        return jdbc.sql(OPEN).param("home", home).query(Wishes::wish).list();
    }

    Optional<Wish> find(String wishId, String actorId) {
        return jdbc.sql(FIND).param("id", wishId).param("actor", actorId).query(Wishes::wish).optional();
    }

    private static Wish wish(ResultSet row, int index) throws SQLException {
        String outcome = row.getString("outcome");
        return new Wish(row.getString("request_id"), row.getString("group_id"), row.getString("actor_id"),
                row.getString("member_id"), row.getInt("membership_version"), wished(row),
                Objects.requireNonNull(instant(row, "requested_at")), instant(row, "decided_at"),
                outcome == null ? null : ChangeOutcome.valueOf(outcome));
    }

    private static Wished wished(ResultSet row) throws SQLException {
        return switch (MembershipChange.valueOf(row.getString("change"))) {
            case ROLE -> new NewRole(Role.valueOf(row.getString("role")));
            case REMOVAL -> new Removal(row.getString("reason"), instant(row, "banned_until"));
            case BAN_LIFTED -> new LiftedBan();
            case REGISTRATION -> new NewRegistration(new Registration(row.getString("register"),
                    Objects.requireNonNull(instant(row, "checked_at")),
                    Objects.requireNonNull(instant(row, "registered_until"))));
            case REGISTRATION_ENDED -> new NewRegistration(null);
            case APPROVAL -> new Approval(row.getString("join_request_id"));
            case REFUSAL -> new Refused(row.getString("join_request_id"),
                    Objects.requireNonNullElse(row.getString("reason"), ""));
            case UNKNOWN -> throw new IllegalStateException("it was not selected");
        };
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
