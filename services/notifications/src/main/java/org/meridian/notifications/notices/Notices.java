package org.meridian.notifications.notices;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.meridian.community.BlockTable;
import org.meridian.eventlog.database.Database;
import org.meridian.events.membership.Role;
import org.meridian.events.notifications.NoticeKind;
import org.meridian.events.posts.StandingCause;
import org.meridian.http.Cursor;
import org.meridian.notifications.Notifications;
import org.meridian.notifications.knowledge.ChosenZone;
import org.meridian.notifications.notices.Notice.About;
import org.meridian.notifications.notices.Notice.State;
import org.meridian.notifications.notices.Notice.Whose;
import org.meridian.notifications.wording.Languages;
import org.meridian.text.Sentences;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * A member's notices, as far as they may be read now: not those of groups that the member has left, not those of replies
 * that were withdrawn or are not the accepted answer any more, replies, acceptances and offers not of somebody whom the member has blocked, requests only as long as the member decides on them, offers until they are accepted or declined. A decision
 * on one's own request stays, and so do one's removal and that a ban was lifted.
 */
@Component
final class Notices {

    private static final String SELECT = """
            SELECT * FROM (
              SELECT n.id, n.kind, n.group_id, g.name AS group_name, n.actor_id, f.display_name, n.subject_id,
                     n.raised_at, n.read_at, coalesce(i.thread_id, e.post_id) AS thread_id, t.title, q.request_id, q.requested_at, q.granted_at, q.refused_at,
                     q.withdrawn_at, d.role, d.banned_until, w.reason,
                     p.writes_until, s.cause, own.published_at
              FROM notice n
              LEFT JOIN group_name g ON g.group_id = n.group_id
              LEFT JOIN profile f ON f.member_id = n.actor_id
              LEFT JOIN participant p ON (p.member_id, p.group_id) = (n.member_id, n.group_id)
              LEFT JOIN showable_item i ON n.kind = 'REPLY' AND i.id = n.subject_id
              LEFT JOIN LATERAL (
                SELECT a.* FROM item r JOIN accepted_answer a ON (a.post_id, a.reply_id) = (r.thread_id, r.id)
                WHERE n.kind = 'ACCEPTED' AND r.id = n.post_id OFFSET 0) e ON true
              LEFT JOIN item b ON b.id = e.post_id
              LEFT JOIN showable_item t ON t.id = coalesce(i.thread_id, e.post_id) AND t.group_id = n.group_id
              LEFT JOIN join_request q
                ON n.kind IN ('REQUEST', 'OVERDUE', 'DECISION')
                  AND q.id = n.group_id || '.' || coalesce(n.request_id, n.subject_id)
              LEFT JOIN membership_news d
                ON n.kind IN ('ROLE', 'REMOVED', 'BAN_LIFTED', 'OFFERED') AND d.id = n.subject_id
              LEFT JOIN standing s
                ON n.kind = 'TAKEN_OUT' AND (s.post_id, s.group_id) = (n.subject_id, n.group_id)
                  AND s.standing <> 'SHOWN'
              LEFT JOIN item own ON own.id = s.post_id AND own.withdrawn_at IS NULL
              LEFT JOIN removal_reason w ON w.id = d.group_id || '.' || d.member_id AND w.version = d.version
              WHERE n.member_id = :member AND (n.raised_at, n.id)
                    < (coalesce(:raisedAt::timestamptz, 'infinity'), coalesce(:id, ''))
                AND (n.kind = 'REPLY' AND p.member_id IS NOT NULL AND i.id IS NOT NULL AND %1$s
                     OR n.kind = 'ACCEPTED' AND p.member_id IS NOT NULL AND e.reply_id IS NOT NULL AND %1$s AND %2$s
                     OR n.kind IN ('REQUEST', 'OVERDUE') AND p.may_moderate AND q.requested_at IS NOT NULL
                     OR n.kind = 'ROLE' AND p.member_id IS NOT NULL AND d.id IS NOT NULL
                     OR n.kind IN ('REMOVED', 'BAN_LIFTED') AND d.id IS NOT NULL
                     OR n.kind = 'OFFERED' AND d.id IS NOT NULL AND %1$s
                       AND EXISTS (SELECT FROM offered o WHERE (o.member_id, o.group_id) = (d.member_id, d.group_id))
                     OR n.kind = 'EXPIRING' AND p.writes_until < n.raised_at + interval '29 days'
                     OR n.kind = 'TAKEN_OUT' AND own.published_at IS NOT NULL
                     OR n.kind = 'DECISION' AND coalesce(q.granted_at, q.refused_at) IS NOT NULL)) AS readable
            WHERE NOT :unread OR read_at IS NULL AND (kind NOT IN ('REQUEST', 'OVERDUE')
                  OR granted_at IS NULL AND refused_at IS NULL AND withdrawn_at IS NULL)
            ORDER BY raised_at DESC, id DESC LIMIT :limit""".formatted(BlockTable.spares("n.member_id", "n.actor_id"),
            BlockTable.spares("n.member_id", "coalesce(b.author_id, '')"));
    private static final String COUNT = "SELECT count(*) FROM (" + SELECT + ") AS unread";
    private static final int MOST_COUNTED = 1_000;
    private static final String READER = "SELECT zone, locale FROM recipient WHERE member_id = :member";

    record Reader(ZoneId zone, Sentences sentences) {}

    private final JdbcClient jdbc;
    private final Languages languages;

    Notices(@Notifications Database database, Languages languages) {
        this.languages = languages;
        this.jdbc = database.client();
    }

    /** Newest first. */
    List<Notice> read(String memberId, boolean unread, @Nullable Cursor after, int limit) {
        return jdbc.sql(SELECT).param("member", memberId).param("unread", unread)
                .param("raisedAt", after == null ? null : after.at().toString())
                .param("id", after == null ? null : after.id()).param("limit", limit)
                .query((row, i) -> notice(row)).list();
    }

    /** How many of them are not read, up to a thousand. */
    int unread(String memberId) {
        return jdbc.sql(COUNT).param("member", memberId).param("unread", true).param("raisedAt", null)
                .param("id", null).param("limit", MOST_COUNTED).query(Integer.class).single();
    }

    /** How the member reads; in UTC and the node's language for whom is no member of this node. */
    Reader reader(String memberId) {
        return jdbc.sql(READER).param("member", memberId)
                .query((row, i) -> new Reader(ChosenZone.of(row.getString("zone")),
                        languages.of(row.getString("locale"))))
                .optional().orElseGet(() -> new Reader(ZoneOffset.UTC, languages.of(null)));
    }

    private static Notice notice(ResultSet row) throws SQLException {
        return new Notice(row.getString("id"), row.getString("group_id"), row.getString("group_name"),
                row.getString("actor_id"), row.getString("display_name"), row.getString("subject_id"),
                required(row, "raised_at"), instant(row, "read_at"), about(row));
    }

    private static About about(ResultSet row) throws SQLException {
        return switch (NoticeKind.valueOf(row.getString("kind"))) {
            case REPLY -> new About.Reply(row.getString("thread_id"), row.getString("title"));
            case REQUEST -> request(row, Whose.ASKED, required(row, "requested_at"));
            case OVERDUE -> request(row, Whose.OVERDUE, required(row, "requested_at"));
            case DECISION -> request(row, Whose.MINE, required(row, "raised_at"));
            case ROLE, REMOVED, BAN_LIFTED, OFFERED -> membership(row);
            case EXPIRING -> new About.Expiring(required(row, "writes_until"));
            case ACCEPTED -> new About.Accepted(row.getString("thread_id"), row.getString("title"));
            case TAKEN_OUT -> new About.TakenOut(StandingCause.valueOf(row.getString("cause")),
                    required(row, "published_at"));
            case UNKNOWN ->
                throw new IllegalStateException("a notice of a kind that is not for reading");
        };
    }

    private static About membership(ResultSet row) throws SQLException {
        String role = row.getString("role");
        return new About.Membership(NoticeKind.valueOf(row.getString("kind")),
                role == null ? null : Role.valueOf(role), row.getString("reason"), instant(row, "banned_until"));
    }

    private static About request(ResultSet row, Whose whose, Instant asked) throws SQLException {
        for (State state : List.of(State.GRANTED, State.REFUSED, State.WITHDRAWN)) {
            Instant at = instant(row, state.word() + "_at");
            if (at != null) {
                return new About.Request(whose, row.getString("request_id"), state, asked, at);
            }
        }
        return new About.Request(whose, row.getString("request_id"), State.PENDING, asked, null);
    }

    private static Instant required(ResultSet row, String column) throws SQLException {
        return row.getTimestamp(column).toInstant();
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp timestamp = row.getTimestamp(column);
        return timestamp == null ? null : timestamp.toInstant();
    }
}
