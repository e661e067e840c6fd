package org.meridian.membership.joining;

import io.swagger.v3.oas.annotations.media.Schema;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.database.Database;
import org.meridian.events.membership.RegistrationNeed;
import org.meridian.events.membership.Role;
import org.meridian.http.Cursor;
import org.meridian.http.Fields;
import org.meridian.membership.qualifier.OfMembership;
import org.meridian.schemas.Ids;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads who belongs where. */
@Component
public final class Memberships {

    /**
     * A member of a group as its other members see them.
     *
     * @param version of the membership, as whoever changes it may name it
     * @param since   when they joined, whatever role they have had since then
     * @param registration in which register of practitioners a moderator has found them; null for none
     */
    record Participant(String memberId, String home, String displayName, @Nullable String profession,
            @Nullable String organisation, @Schema(implementation = Role.class) String role, int version,
            Instant since, @Nullable Registered registration) {}

    /**
     * A registration as a practitioner.
     *
     * @param register  as {@code GET /api/registers} has it
     * @param checkedOn the day on which a moderator looked
     * @param validUntil until when it is valid
     * @param isValid   whether it is now
     */
    record Registered(String register, LocalDate checkedOn, Instant validUntil, boolean isValid) {}

    /** Somebody who has left a group of this node's. */
    record Leaver(String groupId, String memberId) {}

    private static final String FIND = """
            SELECT m.*, m.elsewhere AND EXISTS (SELECT FROM offered o WHERE o.id = m.id) AS offered
            FROM membership m WHERE m.id = :id""";
    private static final String NEED = """
            SELECT registers, coalesce(registration_need, 'NONE') AS need FROM charter WHERE id = :group""";
    private static final String COUNT_OWNERS = """
            SELECT count(*) FROM membership WHERE group_id = :group AND active AND role = 'OWNER'""";
    private static final String HEIR = """
            SELECT m.*, false AS offered FROM membership m WHERE m.group_id = :group AND m.active
            ORDER BY array_position(ARRAY['MODERATOR', 'MEMBER'], m.role), m.joined_at, m.member_id LIMIT 1""";
    private static final String PARTICIPANT = """
            SELECT m.member_id, p.display_name, coalesce(p.profession, c.profession) AS profession,
                   coalesce(p.organisation, c.organisation) AS organisation, m.role, m.version, m.joined_at,
                   m.register, m.checked_at, m.registered_until, m.registered_until > now() AS is_registered
            FROM membership m JOIN profile p ON p.id = m.member_id LEFT JOIN colleague_profile c ON c.id = m.member_id
            WHERE m.group_id = :group AND m.active
              AND NOT (m.elsewhere AND EXISTS (SELECT FROM offered o WHERE o.id = m.id))
            """;
    private static final String READ = PARTICIPANT + "AND m.member_id = :id";
    private static final String LIST = PARTICIPANT + """
              AND (m.joined_at, m.member_id) > (coalesce(:since::timestamptz, '-infinity'), coalesce(:id, ''))
            ORDER BY m.joined_at, m.member_id LIMIT :limit""";
    private static final String LEAVING = """
            SELECT group_id, member_id FROM membership
            WHERE role IS NOT NULL AND left_version >= version AND split_part(group_id, '-', 1) = :home
            ORDER BY since LIMIT 500""";

    private final JdbcClient jdbc;

    Memberships(@OfMembership Database database) {
        this.jdbc = database.client();
    }

    public Membership find(String groupId, String memberId) {
        return jdbc.sql(FIND).param("id", Ids.derived(groupId, memberId)).query(Memberships::membership).optional()
                .orElse(new Membership.None(groupId, memberId, 0, Instant.EPOCH, null));
    }

    private static Membership membership(ResultSet row, int index) throws SQLException {
        String group = row.getString("group_id");
        String member = row.getString("member_id");
        int version = row.getInt("version");
        String role = row.getString("role");
        OffsetDateTime decided = row.getObject("since", OffsetDateTime.class);
        OffsetDateTime left = row.getObject("left_at", OffsetDateTime.class);
        Instant since = Stream.of(decided, left).filter(Objects::nonNull).map(OffsetDateTime::toInstant)
                .max(Comparator.naturalOrder()).orElse(Instant.EPOCH);
        if (role == null) {
            OffsetDateTime banned = row.getObject("banned_until", OffsetDateTime.class);
            return new Membership.None(group, member, version, since, banned == null ? null : banned.toInstant());
        }
        if (row.getBoolean("offered")) {
            return new Membership.Offered(group, member, version, since, Role.valueOf(role));
        }
        return row.getBoolean("active")
                ? new Membership.Active(group, member, version, since, Role.valueOf(role), registration(row))
                : new Membership.Leaving(group, member, version, since, Role.valueOf(role),
                        row.getString("left_request"));
    }

    private static @Nullable Registration registration(ResultSet row) throws SQLException {
        String register = row.getString("register");
        return register == null
                ? null
                : new Registration(register, row.getObject("checked_at", OffsetDateTime.class).toInstant(),
                        row.getObject("registered_until", OffsetDateTime.class).toInstant());
    }

    /** How many a group has; the group is locked while somebody decides by it. */
    public int owners(String groupId) {
        return jdbc.sql(COUNT_OWNERS).param("group", groupId).query(Integer.class).single();
    }

    /** Who owns a group of this node's when its last owner has left: a moderator before all others, of equals who came first. */
    Optional<Membership.Active> heir(String groupId) {
        return jdbc.sql(HEIR).param("group", groupId).query(Memberships::membership).optional()
                .map(Membership.Active.class::cast);
    }

    /** What a registration is needed for in a group; nothing as long as its charter is not known. */
    public Rights.Need need(String groupId) {
        return jdbc.sql(NEED).param("group", groupId)
                .query((row, i) -> new Rights.Need(RegistrationNeed.valueOf(row.getString("need")),
                        List.of((String[]) row.getArray("registers").getArray())))
                .optional().orElse(Rights.Need.NONE);
    }

    /** Those who have been members longest first. */
    List<Participant> list(String groupId, @Nullable Cursor after, int limit) {
        return jdbc.sql(LIST).param("group", groupId).param("since", after == null ? null : after.at().toString())
                .param("id", after == null ? null : after.id()).param("limit", limit)
                .query(Memberships::participant).list();
    }

    Optional<Participant> read(String groupId, String memberId) {
        return jdbc.sql(READ).param("group", groupId).param("id", memberId).query(Memberships::participant).optional();
    }

    private static Participant participant(ResultSet row, int index) throws SQLException {
        String member = row.getString("member_id");
        return new Participant(member, Ids.home(member), row.getString("display_name"), row.getString("profession"),
                row.getString("organisation"), Fields.apiName(Role.valueOf(row.getString("role"))),
                row.getInt("version"), row.getObject("joined_at", OffsetDateTime.class).toInstant(), registered(row));
    }

    private static @Nullable Registered registered(ResultSet row) throws SQLException {
        Registration known = registration(row);
        return known == null
                ? null
                : new Registered(known.register(), LocalDate.ofInstant(known.checkedAt(), ZoneOffset.UTC),
                        known.until(),
                        row.getBoolean("is_registered"));
    }

    /** Who has left a group of {@code home}'s and is whose membership is still to be ended there. */
    List<Leaver> leavers(String home) {
        return jdbc.sql(LEAVING).param("home", home)
                .query((row, i) -> new Leaver(row.getString("group_id"), row.getString("member_id"))).list();
    }
}
