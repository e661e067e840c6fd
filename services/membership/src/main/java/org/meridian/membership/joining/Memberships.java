package org.meridian.membership.joining;

import io.swagger.v3.oas.annotations.media.Schema;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.database.Database;
import org.meridian.events.membership.Role;
import org.meridian.http.Cursor;
import org.meridian.http.Fields;
import org.meridian.membership.qualifier.OfMembership;
import org.meridian.schemas.Ids;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads who belongs where. */
@Component
final class Memberships {

    /** A member of a group as its other members see them. */
    record Participant(String memberId, String home, String displayName, @Nullable String profession,
            @Nullable String organisation, @Schema(implementation = Role.class) String role, Instant since) {}

    /** Somebody who has left a group of this node's. */
    record Leaver(String groupId, String memberId) {}

    private static final String FIND = """
            SELECT m.*, m.elsewhere AND EXISTS (SELECT FROM offered o WHERE o.id = m.id) AS offered
            FROM membership m WHERE m.id = :id""";
    private static final String COUNT_OWNERS = """
            SELECT count(*) FROM membership WHERE group_id = :group AND active AND role = 'OWNER'""";
    private static final String LIST = """
            SELECT m.member_id, p.display_name, p.profession, p.organisation, m.role, m.since
            FROM membership m JOIN profile p ON p.id = m.member_id
            WHERE m.group_id = :group AND m.active
              AND NOT (m.elsewhere AND EXISTS (SELECT FROM offered o WHERE o.id = m.id))
              AND (m.since, m.member_id) > (coalesce(:since::timestamptz, '-infinity'), coalesce(:id, ''))
            ORDER BY m.since, m.member_id LIMIT :limit""";
    private static final String LEAVING = """
            SELECT group_id, member_id FROM membership
            WHERE role IS NOT NULL AND left_version >= version AND split_part(group_id, '-', 1) = :home
            ORDER BY since LIMIT 500""";

    private final JdbcClient jdbc;

    Memberships(@OfMembership Database database) {
        this.jdbc = database.client();
    }

    Membership find(String groupId, String memberId) {
        return jdbc.sql(FIND).param("id", Ids.derived(groupId, memberId)).query(Memberships::membership).optional()
                .orElse(new Membership.None(groupId, memberId, 0, Instant.EPOCH));
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
            return new Membership.None(group, member, version, since);
        }
        if (row.getBoolean("offered")) {
            return new Membership.Offered(group, member, version, since, Role.valueOf(role));
        }
        return row.getBoolean("active")
                ? new Membership.Active(group, member, version, since, Role.valueOf(role))
                : new Membership.Leaving(group, member, version, since, Role.valueOf(role),
                        row.getString("left_request"));
    }

    int owners(String groupId) {
        return jdbc.sql(COUNT_OWNERS).param("group", groupId).query(Integer.class).single();
    }

    /** Those who have been members longest first. */
    List<Participant> list(String groupId, @Nullable Cursor after, int limit) {
        return jdbc.sql(LIST).param("group", groupId).param("since", after == null ? null : after.at().toString())
                .param("id", after == null ? null : after.id()).param("limit", limit)
                .query((row, i) -> new Participant(row.getString("member_id"), Ids.home(row.getString("member_id")),
                        row.getString("display_name"), row.getString("profession"), row.getString("organisation"),
                        Fields.apiName(Role.valueOf(row.getString("role"))),
                        row.getObject("since", OffsetDateTime.class).toInstant()))
                .list();
    }

    /** Who has left a group of {@code home}'s and is whose membership is still to be ended there. */
    List<Leaver> leavers(String home) {
        return jdbc.sql(LEAVING).param("home", home)
                .query((row, i) -> new Leaver(row.getString("group_id"), row.getString("member_id"))).list();
    }
}
