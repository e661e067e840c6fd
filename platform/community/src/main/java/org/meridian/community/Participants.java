package org.meridian.community;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.meridian.community.Participation.Outsider;
import org.meridian.community.Participation.Participant;
import org.meridian.eventlog.EventLog;
import org.meridian.eventlog.database.Database;
import org.meridian.events.membership.Role;
import org.meridian.events.membership.Visibility;
import org.meridian.schemas.Ids;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who takes part in which group, as a service knows it by now. */
public final class Participants {

    private static final Set<Visibility> KNOWABLE = Set.of(Visibility.LISTED, Visibility.UNLISTED);
    private static final String SELECT = """
            SELECT g.domestic, g.closed, g.visibility, p.version, p.role, p.writes_until,
                   EXISTS (SELECT FROM membership m WHERE m.group_id = g.id AND m.member_id = :member AND m.may_read
                             AND m.reads_until <= now()) AS unregistered
            FROM known_group g LEFT JOIN participant p ON p.group_id = g.id AND p.member_id = :member
            WHERE g.id = :group""";

    private final EventLog log;
    private final JdbcClient jdbc;

    public Participants(EventLog log, Database database) {
        this.log = log;
        this.jdbc = database.client();
    }

    /**
     * What a member is in a group. Before it says outsider, it gives the service time to learn of a membership that was
     * granted a moment ago; the same for what is missing and what is secret.
     */
    public Participation find(String groupId, String memberId) {
        if (!Ids.isPlain(groupId)) {
            return new Outsider(false, false);
        }
        return log.find(() -> look(jdbc, groupId, memberId).filter(Participants::isKnown))
                .or(() -> look(jdbc, groupId, memberId)).orElse(new Outsider(false, false));
    }

    /** What a member is in a group as far as this is known by now. */
    public Participation known(String groupId, String memberId) {
        return look(jdbc, groupId, memberId).orElse(new Outsider(false, false));
    }

    private static boolean isKnown(Participation participation) {
        return switch (participation) {
            case Participant participant -> true;
            case Outsider outsider -> outsider.isUnregistered();
        };
    }

    /** Empty for a group that the service does not know. */
    static Optional<Participation> look(JdbcClient jdbc, String groupId, String memberId) {
        return jdbc.sql(SELECT).param("member", memberId).param("group", groupId).<Participation>query((row, i) -> {
            String role = row.getString("role");
            return role == null
                    ? new Outsider(KNOWABLE.contains(Visibility.valueOf(row.getString("visibility"))),
                            row.getBoolean("unregistered"))
                    : new Participant(groupId, memberId, row.getInt("version"), Role.valueOf(role),
                            row.getBoolean("domestic"), row.getBoolean("closed"), writesUntil(row));
        }).optional();
    }

    /** Of a row with a participant's column of that name. */
    public static @Nullable Instant writesUntil(ResultSet row) throws SQLException {
        OffsetDateTime until = row.getObject("writes_until", OffsetDateTime.class);
        return until == null ? null : until.toInstant();
    }
}
