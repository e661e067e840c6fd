package org.meridian.membership.moderating;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.database.Database;
import org.meridian.http.Cursor;
import org.meridian.membership.qualifier.OfMembership;
import org.meridian.schemas.Ids;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads who is refused by a group, and until when. */
@Component
final class Bans {

    /**
     * A member who was removed and may not ask again yet.
     *
     * @param displayName null until the member's profile is here
     * @param reason      null where none was given, and outside of the group's and the member's countries
     */
    record Ban(String memberId, String home, @Nullable String displayName, Instant bannedAt, Instant bannedUntil,
            @Nullable String reason) {}

    private static final String SELECT = """
            SELECT m.member_id, p.display_name, m.since, m.banned_until, r.reason
            FROM membership m LEFT JOIN profile p ON p.id = m.member_id
            LEFT JOIN removal_reason r ON r.id = m.id AND r.version = m.version
            WHERE m.group_id = :group AND m.banned_until > :now
            """;
    private static final String FIND = SELECT + "AND m.member_id = :member";
    private static final String LIST = SELECT + """
            AND (m.since, m.member_id) > (coalesce(:since::timestamptz, '-infinity'), coalesce(:id, ''))
            ORDER BY m.since, m.member_id LIMIT :limit""";

    private final JdbcClient jdbc;

    Bans(@OfMembership Database database) {
        this.jdbc = database.client();
    }

    Optional<Ban> find(String groupId, String memberId, Instant now) {
        return jdbc.sql(FIND).param("group", groupId).param("member", memberId).param("now", timestamp(now))
                .query(Bans::ban).optional();
    }

    /** The oldest first. */
    List<Ban> list(String groupId, Instant now, @Nullable Cursor after, int limit) {
        return jdbc.sql(LIST).param("group", groupId).param("now", timestamp(now))
                .param("since", after == null ? null : after.at().toString())
                .param("id", after == null ? null : after.id()).param("limit", limit).query(Bans::ban).list();
    }

    private static OffsetDateTime timestamp(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }

    private static Ban ban(ResultSet row, int index) throws SQLException {
        String member = row.getString("member_id");
        return new Ban(member, Ids.home(member), row.getString("display_name"),
                row.getObject("since", OffsetDateTime.class).toInstant(),
                row.getObject("banned_until", OffsetDateTime.class).toInstant(), row.getString("reason"));
    }
}
