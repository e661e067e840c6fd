package org.meridian.notifications.atonce;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.meridian.calendar.Countries;
import org.meridian.community.BlockTable;
import org.meridian.eventlog.database.Database;
import org.meridian.events.membership.MailContent;
import org.meridian.events.membership.Role;
import org.meridian.events.notifications.NoticeKind;
import org.meridian.mail.message.MailKind;
import org.meridian.mail.message.Message;
import org.meridian.mail.message.OneLine;
import org.meridian.mail.message.UnsubscribeScope;
import org.meridian.mail.queue.Mailing;
import org.meridian.mail.queue.Messages;
import org.meridian.mail.settings.MailSettings;
import org.meridian.notifications.Notifications;
import org.meridian.notifications.knowledge.ChosenZone;
import org.meridian.notifications.wording.Languages;
import org.meridian.notifications.wording.MembershipWords;
import org.meridian.text.Sentences;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Writes the mails that go at once, from what is still news when they are sent: not read, not withdrawn, not decided,
 * of a group in which the reader still is and which they have not muted. What they put back into the digest since goes all the
 * same: it is in no digest.
 */
@Component
@Notifications
final class AtOnceMessages implements Messages {

    static final MailKind KIND = new MailKind("at-once", UnsubscribeScope.AT_ONCE);

    private static final String REQUESTS = """
            SELECT o.mailing_id, r.zone, r.locale, n.kind, n.group_id, c.name AS group_name, g.mail,
                   f.display_name, q.requested_at, q.granted_at IS NOT NULL AS granted
            FROM at_once o
            JOIN recipient r ON r.member_id = o.member_id
            JOIN notice n ON n.id = o.member_id || '.' || o.subject_id
            JOIN join_request q ON q.id = n.group_id || '.' || coalesce(n.request_id, n.subject_id)
            LEFT JOIN participant p ON (p.member_id, p.group_id) = (n.member_id, n.group_id)
            LEFT JOIN known_group g ON g.id = n.group_id
            LEFT JOIN group_name c ON c.group_id = n.group_id
            LEFT JOIN profile f ON f.member_id = q.member_id
            WHERE o.mailing_id = ANY (:mailings) AND n.read_at IS NULL
              AND r.at_once AND n.group_id <> ALL (r.muted_groups)
              AND (n.kind = 'DECISION'
                   OR n.kind IN ('REQUEST', 'OVERDUE') AND p.may_moderate
                     AND q.withdrawn_at IS NULL AND q.granted_at IS NULL AND q.refused_at IS NULL)
            ORDER BY q.requested_at, q.id""";
    private static final String MEMBERSHIPS = """
            SELECT o.mailing_id, r.zone, r.locale, n.kind, n.group_id, c.name AS group_name, g.mail,
                   f.display_name, d.role, d.banned_until, w.reason
            FROM at_once o
            JOIN recipient r ON r.member_id = o.member_id
            JOIN notice n ON n.id = o.member_id || '.' || o.subject_id
            JOIN membership_news d ON d.id = n.subject_id
            LEFT JOIN removal_reason w ON w.id = d.group_id || '.' || d.member_id AND w.version = d.version
            LEFT JOIN participant p ON (p.member_id, p.group_id) = (n.member_id, n.group_id)
            LEFT JOIN known_group g ON g.id = n.group_id
            LEFT JOIN group_name c ON c.group_id = n.group_id
            LEFT JOIN profile f ON f.member_id = d.actor_id
            WHERE o.mailing_id = ANY (:mailings) AND n.read_at IS NULL
              AND r.at_once AND n.group_id <> ALL (r.muted_groups)
              AND (n.kind IN ('REMOVED', 'BAN_LIFTED') OR n.kind = 'ROLE' AND p.member_id IS NOT NULL
                   OR n.kind = 'OFFERED' AND %s AND EXISTS (
                     SELECT FROM offered f WHERE (f.member_id, f.group_id) = (d.member_id, d.group_id)))
            ORDER BY d.decided_at, d.id""".formatted(BlockTable.spares("n.member_id", "d.actor_id"));
    private static final String REGISTRATIONS = """
            SELECT o.mailing_id, r.zone, r.locale, n.group_id, c.name AS group_name, g.mail, p.writes_until
            FROM at_once o
            JOIN recipient r ON r.member_id = o.member_id
            JOIN notice n ON n.id = o.member_id || '.' || o.subject_id AND n.kind = 'EXPIRING'
            JOIN participant p ON (p.member_id, p.group_id) = (n.member_id, n.group_id)
            LEFT JOIN known_group g ON g.id = n.group_id
            LEFT JOIN group_name c ON c.group_id = n.group_id
            WHERE o.mailing_id = ANY (:mailings) AND n.read_at IS NULL
              AND r.at_once AND n.group_id <> ALL (r.muted_groups)
              AND p.writes_until < n.raised_at + interval '29 days'
            ORDER BY p.writes_until, n.id""";
    private static final String ACCEPTED = """
            SELECT o.mailing_id, r.zone, r.locale, n.group_id, c.name AS group_name, g.mail, e.post_id, t.title,
                   f.display_name
            FROM at_once o
            JOIN recipient r ON r.member_id = o.member_id
            JOIN notice n ON n.id = o.member_id || '.' || o.subject_id AND n.kind = 'ACCEPTED'
            CROSS JOIN LATERAL (
              SELECT a.* FROM item r JOIN accepted_answer a ON (a.post_id, a.reply_id) = (r.thread_id, r.id)
              WHERE r.id = n.post_id OFFSET 0) e
            JOIN participant p ON (p.member_id, p.group_id) = (n.member_id, n.group_id)
            LEFT JOIN item b ON b.id = e.post_id
            LEFT JOIN showable_item t ON t.id = e.post_id AND t.group_id = n.group_id
            LEFT JOIN known_group g ON g.id = n.group_id
            LEFT JOIN group_name c ON c.group_id = n.group_id
            LEFT JOIN profile f ON f.member_id = n.actor_id
            WHERE o.mailing_id = ANY (:mailings) AND n.read_at IS NULL
              AND r.at_once AND n.group_id <> ALL (r.muted_groups)
              AND %s AND %s
            ORDER BY n.raised_at, n.id""".formatted(BlockTable.spares("o.member_id", "n.actor_id"),
            BlockTable.spares("o.member_id", "coalesce(b.author_id, '')"));
    private static final String ITEMS = """
            SELECT o.mailing_id, r.zone, r.locale, i.group_id, c.name AS group_name, g.mail, i.id,
                   i.thread_id, i.thread_id <> i.id AND t.author_id = o.member_id AS to_me, i.author_id,
                   f.display_name, t.title, i.excerpt, i.published_at, i.edited_at
            FROM at_once o
            JOIN recipient r ON r.member_id = o.member_id
            JOIN showable_item i ON i.id = o.subject_id
            JOIN participant p ON (p.member_id, p.group_id) = (o.member_id, i.group_id)
            LEFT JOIN showable_item t ON t.id = i.thread_id AND t.group_id = i.group_id
            LEFT JOIN notice n ON n.id = o.member_id || '.' || o.subject_id
            LEFT JOIN known_group g ON g.id = i.group_id
            LEFT JOIN group_name c ON c.group_id = i.group_id
            LEFT JOIN profile f ON f.member_id = i.author_id
            LEFT JOIN arrival a ON a.item_id = i.id
            WHERE o.mailing_id = ANY (:mailings) AND n.read_at IS NULL
              AND r.at_once AND i.group_id <> ALL (r.muted_groups)
              AND %s AND %s
            ORDER BY a.position""".formatted(BlockTable.spares("o.member_id", "i.author_id"),
            BlockTable.spares("o.member_id", "coalesce(t.author_id, '')"));

    private final JdbcClient jdbc;
    private final Clock clock;
    private final String publicUrl;
    private final Countries countries;
    private final Languages languages;

    AtOnceMessages(@Notifications Database database, Clock clock, MailSettings settings, Countries countries,
            Languages languages) {
        this.jdbc = database.client();
        this.clock = clock;
        this.publicUrl = settings.publicUrl();
        this.countries = countries;
        this.languages = languages;
    }

    @Override
    public MailKind kind() {
        return KIND;
    }

    @Override
    public Map<String, Message> write(List<Mailing> mailings) {
        String[] ids = mailings.stream().map(Mailing::id).toArray(String[]::new);
        Map<String, Draft> drafts = new LinkedHashMap<>();
        jdbc.sql(REQUESTS).param("mailings", ids).query(row -> {
            Draft draft = draft(drafts, row);
            draft.news().add(request(row, draft.sentences()));
        });
        jdbc.sql(MEMBERSHIPS).param("mailings", ids).query(row -> {
            Draft draft = draft(drafts, row);
            draft.news().add(membership(row, draft));
        });
        jdbc.sql(REGISTRATIONS).param("mailings", ids).query(row -> {
            Draft draft = draft(drafts, row);
            draft.news().add(registration(row, draft));
        });
        jdbc.sql(ACCEPTED).param("mailings", ids).query(row -> {
            Draft draft = draft(drafts, row);
            draft.news().add(new News.Accepted(row.getString("group_id"), group(row, draft.sentences()), mail(row),
                    row.getString("post_id"), row.getString("title"), row.getString("display_name")));
        });
        jdbc.sql(ITEMS).param("mailings", ids).query(row -> {
            Draft draft = draft(drafts, row);
            draft.news().add(item(row, draft.sentences()));
        });
        Map<String, Message> messages = new HashMap<>();
        drafts.forEach((id, draft) -> messages.put(id, new MessageWriter(publicUrl, countries, draft.sentences())
                .write(draft.news(), draft.zone(), clock.instant())));
        return messages;
    }

    private record Draft(ZoneId zone, Sentences sentences, List<News> news) {}

    private Draft draft(Map<String, Draft> drafts, ResultSet row) throws SQLException {
        ZoneId zone = ChosenZone.of(row.getString("zone"));
        Sentences sentences = languages.of(row.getString("locale"));
        return drafts.computeIfAbsent(row.getString("mailing_id"), id -> new Draft(zone, sentences, new ArrayList<>()));
    }

    private static News request(ResultSet row, Sentences sentences) throws SQLException {
        NoticeKind kind = NoticeKind.valueOf(row.getString("kind"));
        return kind == NoticeKind.DECISION
                ? new News.Decision(row.getString("group_id"), group(row, sentences), mail(row),
                        row.getBoolean("granted"))
                : new News.Request(row.getString("group_id"), group(row, sentences), mail(row),
                        row.getString("display_name"), row.getTimestamp("requested_at").toInstant(),
                        kind == NoticeKind.OVERDUE);
    }

    private static News membership(ResultSet row, Draft draft) throws SQLException {
        String role = row.getString("role");
        Timestamp banned = row.getTimestamp("banned_until");
        Sentences sentences = draft.sentences();
        MailContent mail = mail(row);
        String name = row.getString("display_name");
        NoticeKind kind = NoticeKind.valueOf(row.getString("kind"));
        String group = OneLine.of(group(row, sentences));
        String sentence = MembershipWords.of(kind, role == null ? null : Role.valueOf(role),
                banned == null ? null : banned.toInstant(),
                name == null || mail != MailContent.FULL ? sentences.of("somebody") : OneLine.of(name), group,
                draft.zone(), sentences);
        return new News.Membership(row.getString("group_id"), group, mail, sentence,
                mail == MailContent.FULL ? row.getString("reason") : null, kind == NoticeKind.REMOVED);
    }

    private static News registration(ResultSet row, Draft draft) throws SQLException {
        String group = OneLine.of(group(row, draft.sentences()));
        return new News.Membership(row.getString("group_id"), group, mail(row), MembershipWords.expiring(
                row.getTimestamp("writes_until").toInstant(), group, draft.zone(), draft.sentences()), null, false);
    }

    private static News item(ResultSet row, Sentences sentences) throws SQLException {
        Timestamp edited = row.getTimestamp("edited_at");
        return new News.Item(row.getString("group_id"), group(row, sentences), mail(row), row.getString("id"),
                row.getString("thread_id"), row.getBoolean("to_me"), row.getString("author_id"),
                row.getString("display_name"), row.getString("title"), row.getString("excerpt"),
                row.getTimestamp("published_at").toInstant(), edited == null ? null : edited.toInstant());
    }

    private static String group(ResultSet row, Sentences sentences) throws SQLException {
        String name = row.getString("group_name");
        return name == null ? sentences.of("a-group") : name;
    }

    private static MailContent mail(ResultSet row) throws SQLException {
        @Nullable
        String mail = row.getString("mail");
        return mail == null || mail.equals("UNKNOWN") ? MailContent.COUNTS : MailContent.valueOf(mail);
    }
}
