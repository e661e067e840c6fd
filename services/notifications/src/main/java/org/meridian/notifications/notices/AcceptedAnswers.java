package org.meridian.notifications.notices;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import org.meridian.community.BlockTable;
import org.meridian.eventlog.database.Database;
import org.meridian.eventlog.event.BulkStatement;
import org.meridian.eventlog.event.Columns;
import org.meridian.eventlog.event.Entry;
import org.meridian.events.notifications.NoticeKind;
import org.meridian.events.posts.AnswerChosen;
import org.meridian.notifications.Notifications;
import org.meridian.schemas.Ids;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Replies of this node's members that were accepted as answers, each told once; a question waits until it and its answer are
 * here. A reply of this node's is here before anybody accepts it, so that what names none waits for nothing.
 */
@Component
public final class AcceptedAnswers {

    /** What was accepted longer ago is history. */
    private static final Duration NEWS = Duration.ofDays(30);

    private static final Columns<String> IDS = Columns.of(String.class).text("post_id", id -> id);
    private static final String LOOK_AT = IDS.insertInto("awaits_acceptance") + "ON CONFLICT DO NOTHING";
    private static final String TAKE = """
            DELETE FROM awaits_acceptance w
            WHERE EXISTS (SELECT FROM accepted_answer a WHERE a.post_id = w.post_id OFFSET 0)
               OR NOT EXISTS (SELECT FROM answer_choice c JOIN item r ON r.id = c.reply_id AND r.thread_id = c.post_id
                              WHERE c.post_id = w.post_id)
            RETURNING w.post_id""";
    private static final String FIND = """
            SELECT a.author_id, a.group_id, a.chosen_by, a.reply_id
            FROM unnest(:posts::text[]) AS w(post_id)
            CROSS JOIN LATERAL (SELECT * FROM accepted_answer a WHERE a.post_id = w.post_id OFFSET 0) a
            JOIN recipient r ON r.member_id = a.author_id
            JOIN participant p ON (p.member_id, p.group_id) = (a.author_id, a.group_id)
            JOIN item q ON q.id = w.post_id
            WHERE a.chosen_at > :since AND a.chosen_by <> a.author_id AND a.group_id <> ALL (r.muted_groups)
              AND %s AND %s
            ORDER BY a.chosen_at, a.reply_id""".formatted(BlockTable.spares("a.author_id", "a.chosen_by"),
            BlockTable.spares("a.author_id", "q.author_id"));

    private final JdbcClient jdbc;
    private final Clock clock;

    AcceptedAnswers(@Notifications Database database, Clock clock) {
        this.jdbc = database.client();
        this.clock = clock;
    }

    /** @param here this node's alias */
    public static List<BulkStatement> on(List<Entry> entries, String here) {
        TreeSet<String> questions = new TreeSet<>();
        for (Entry entry : entries) {
            if (entry.body() instanceof AnswerChosen it && it.getReplyId() != null
                    && Ids.home(it.getReplyId()).equals(here)) {
                questions.add(it.getPostId());
            }
        }
        return List.of(IDS.bind(LOOK_AT, List.copyOf(questions)));
    }

    /** What they are an occasion for; they are not looked at again until something more is said of them. */
    List<Occasion> take() {
        List<String> posts = jdbc.sql(TAKE).query((row, i) -> row.getString("post_id")).list();
        return posts.isEmpty()
                ? List.of()
                : jdbc.sql(FIND).param("posts", posts.toArray(String[]::new))
                        .param("since", Timestamp.from(clock.instant().minus(NEWS)))
                        .query((row, i) -> occasion(row.getString("author_id"), row.getString("group_id"),
                                row.getString("chosen_by"), row.getString("reply_id")))
                        .list();
    }

    private static Occasion occasion(String memberId, String groupId, String actorId, String replyId) {
        return new Occasion(NoticeKind.ACCEPTED, memberId, groupId, actorId,
                Ids.named(Ids.home(memberId), "accepted " + replyId), null, replyId);
    }
}
