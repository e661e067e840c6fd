package org.meridian.membership.joining;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import org.meridian.eventlog.EventLog;
import org.meridian.eventlog.database.Database;
import org.meridian.eventlog.event.Entry;
import org.meridian.eventlog.event.Entry.Content;
import org.meridian.events.membership.RequestBrief;
import org.meridian.events.membership.RequestState;
import org.meridian.membership.qualifier.OfMembership;
import org.meridian.process.settings.NodeSettings;
import org.meridian.schemas.Topics;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Tells each country that has a moderator of a group of this node's what they need for deciding: the requests that wait, what the
 * same people have asked for before, and what became of all that. The applicant's own country has it from the applicant. What was
 * told is compared with what is so, and the difference is told, so that a crash forgets nothing.
 */
@Component
final class Briefs {

    private static final Duration RETRACTING = Duration.ofMinutes(10);
    private static final int EARLIER = 10;
    private static final int PORTION = 100;
    private static final String IS_MODERATED = """
            EXISTS (SELECT FROM membership m
                    WHERE m.group_id = told.group_id AND m.active AND m.role IN ('OWNER', 'MODERATOR')
                      AND split_part(m.member_id, '-', 1) = told.country)
            """;
    /** A request is told with its answers, which come by another topic. */
    private static final String NEW = """
            SELECT r.*, told.country, coalesce(b.version, 0) AS version
            FROM join_request p
            JOIN known_group g ON g.id = p.group_id AND g.scope = 'INTERNATIONAL'
            CROSS JOIN LATERAL (
              SELECT DISTINCT split_part(m.member_id, '-', 1) AS country FROM membership m
              WHERE m.group_id = p.group_id AND m.active AND m.role IN ('OWNER', 'MODERATOR')) told
            CROSS JOIN LATERAL (
              SELECT s.* FROM request_state s
              WHERE s.group_id = p.group_id AND s.member_id = p.member_id AND s.answers IS NOT NULL
              ORDER BY s.requested_at DESC LIMIT :earlier) r
            LEFT JOIN request_brief b ON b.id = r.id AND b.country = told.country
            WHERE p.requested_at IS NOT NULL AND p.withdrawn_at IS NULL AND p.granted_at IS NULL AND p.refused_at IS NULL
              AND split_part(p.group_id, '-', 1) = :home
              AND told.country NOT IN (:home, split_part(p.member_id, '-', 1))
              AND lower(b.state) IS DISTINCT FROM r.state
            LIMIT :portion""";
    private static final String CLOSED = """
            SELECT r.*, told.country, told.version
            FROM request_brief told JOIN request_state r ON r.id = told.id
            WHERE told.state = 'PENDING' AND r.state <> 'pending' AND split_part(told.group_id, '-', 1) = :home AND
            """ + IS_MODERATED + "LIMIT :portion";
    private static final String UNMODERATED = """
            SELECT r.*, told.country, told.version
            FROM request_brief told JOIN request_state r ON r.id = told.id
            WHERE told.state <> 'RETRACTED' AND split_part(told.group_id, '-', 1) = :home AND NOT
            """ + IS_MODERATED + "LIMIT :portion";

    private final String home;
    private final EventLog log;
    private final JdbcClient jdbc;

    Briefs(NodeSettings node, @OfMembership EventLog log, @OfMembership Database database) {
        this.home = node.node();
        this.log = log;
        this.jdbc = database.client();
        log.worker("briefs-retracted", RETRACTING, this::retract);
    }

    /** What has come and what was decided since the last time. */
    void tell() {
        Attempt.at(() -> {
            tell(NEW, Briefs::told);
            tell(CLOSED, Briefs::told);
        });
    }

    /** From countries that have lost their last moderator. */
    void retract() {
        Attempt.at(() -> tell(UNMODERATED, Briefs::retracted));
    }

    private void tell(String sql, RowMapper<Entry> brief) {
        List<Entry> briefs;
        do {
            briefs = jdbc.sql(sql).param("home", home).param("earlier", EARLIER).param("portion", PORTION)
                    .query(brief).list();
            if (!briefs.isEmpty()) {
                log.append(briefs);
            }
        } while (briefs.size() == PORTION);
    }

    private static Entry told(ResultSet row, int index) throws SQLException {
        OffsetDateTime closed = row.getObject("closed_at", OffsetDateTime.class);
        return entry(row, brief(row)
                .setState(RequestState.valueOf(row.getString("state").toUpperCase(Locale.ROOT)))
                .setClosedAt(closed == null ? null : closed.toInstant()).setNote(row.getString("note"))
                .setAnswers(List.of((String[]) row.getArray("answers").getArray()))
                .setReason(row.getString("reason")));
    }

    private static Entry retracted(ResultSet row, int index) throws SQLException {
        return entry(row, brief(row).setState(RequestState.RETRACTED));
    }

    private static RequestBrief.Builder brief(ResultSet row) throws SQLException {
        return RequestBrief.newBuilder().setId(row.getString("id")).setVersion(row.getInt("version") + 1)
                .setGroupId(row.getString("group_id")).setRequestId(row.getString("request_id"))
                .setMemberId(row.getString("member_id"))
                .setRequestedAt(row.getObject("requested_at", OffsetDateTime.class).toInstant());
    }

    private static Entry entry(ResultSet row, RequestBrief.Builder brief) throws SQLException {
        return new Content(Topics.answersTo(row.getString("country")), brief.build());
    }
}
