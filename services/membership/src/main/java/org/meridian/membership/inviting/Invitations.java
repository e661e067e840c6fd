package org.meridian.membership.inviting;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.database.Database;
import org.meridian.events.membership.Role;
import org.meridian.http.Cursor;
import org.meridian.membership.qualifier.OfMembership;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads invitations. */
@Component
public final class Invitations {

    private static final String SELECT = """
            SELECT i.*, p.display_name,
                   (SELECT count(*) FROM join_request r WHERE r.invitation_id = i.invitation_id AND r.group_id = i.group_id
                      AND r.granted_at IS NOT NULL) AS used
            FROM invitation i LEFT JOIN profile p ON p.id = i.maker_id
            WHERE i.made_at IS NOT NULL AND\s""";
    private static final String FIND = SELECT + "i.group_id = :group AND i.invitation_id = :id";
    private static final String BY_TOKEN = SELECT + """
            i.group_id = :group AND i.token_hash = :hash AND split_part(i.invitation_id, '-', 1) = :country""";
    private static final String LIST = SELECT + """
            i.group_id = :group
            AND (i.made_at, i.invitation_id) < (coalesce(:at::timestamptz, 'infinity'), coalesce(:id, ''))
            ORDER BY i.made_at DESC, i.invitation_id DESC LIMIT :limit""";
    private static final String OPEN = """
            SELECT count(*) FROM invitation
            WHERE group_id = :group AND made_at IS NOT NULL AND ended_at IS NULL AND expires_at > :now
              AND split_part(invitation_id, '-', 1) = :here""";

    private final JdbcClient jdbc;

    Invitations(@OfMembership Database database) {
        this.jdbc = database.client();
    }

    Optional<Invitation> find(String groupId, String id) {
        return jdbc.sql(FIND).param("group", groupId).param("id", id).query(Invitations::invitation).optional();
    }

    /** @param proof as {@link InvitationToken#proof} says it */
    public Optional<Invitation> proved(String groupId, String proof) {
        int dot = proof.indexOf('.');
        return jdbc.sql(BY_TOKEN).param("group", groupId).param("country", proof.substring(0, Math.max(0, dot)))
                .param("hash", proof.substring(dot + 1)).query(Invitations::invitation).optional();
    }

    /** Those to a group that are known here, the newest first. */
    List<Invitation> list(String groupId, @Nullable Cursor before, int limit) {
        return jdbc.sql(LIST).param("group", groupId).param("at", before == null ? null : before.at().toString())
                .param("id", before == null ? null : before.id()).param("limit", limit)
                .query(Invitations::invitation).list();
    }

    /** How many to a group were made here and have not ended. */
    int open(String groupId, String here, Instant now) {
        return jdbc.sql(OPEN).param("group", groupId).param("here", here).param("now", now.atOffset(ZoneOffset.UTC))
                .query(Integer.class).single();
    }

    private static Invitation invitation(ResultSet row, int index) throws SQLException {
        OffsetDateTime ended = row.getObject("ended_at", OffsetDateTime.class);
        return new Invitation(row.getString("invitation_id"), row.getString("group_id"), row.getString("maker_id"),
                row.getString("display_name"), row.getObject("made_at", OffsetDateTime.class).toInstant(),
                Role.valueOf(row.getString("role")), row.getObject("expires_at", OffsetDateTime.class).toInstant(),
                row.getInt("uses"), row.getInt("used"), ended == null ? null : ended.toInstant());
    }
}
