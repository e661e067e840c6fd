package org.meridian.posts.reading;

import java.util.List;
import java.util.Optional;
import org.meridian.eventlog.EventLog;
import org.meridian.eventlog.web.Refusal;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A post with its replies, oldest first: one query that answers only those who take part in the group. */
final class ThreadView {

    private final EventLog log;
    private final JdbcClient jdbc;
    private final String select;

    ThreadView(EventLog log, JdbcClient jdbc, String schema) {
        this.log = log;
        this.jdbc = jdbc;
        this.select = """
                SELECT %2$s
                FROM %1$s.post asked
                JOIN LATERAL (SELECT version, role FROM %1$s.membership_version
                              WHERE member_id = :reader AND group_id = asked.group_id ORDER BY version DESC LIMIT 1) m
                     ON m.role IS NOT NULL
                JOIN %1$s.showable_post p
                     ON p.thread_id = asked.thread_id AND (p.id = asked.id OR asked.id = asked.thread_id)
                WHERE asked.id = :post AND NOT EXISTS (
                  SELECT FROM %1$s.leave_requested l
                  WHERE (l.member_id, l.group_id, l.version) = (:reader, asked.group_id, m.version))
                ORDER BY p.published_at, p.id""".formatted(schema, PostView.COLUMNS);
    }

    /** @throws Refusal 404 for what is missing, incomplete or not for the reader, after time to learn of it */
    ReadingApi.Thread read(String postId, String readerId) {
        return look(postId, readerId).or(() -> {
            log.learns(() -> look(postId, readerId).isPresent());
            return look(postId, readerId);
        }).orElseThrow(() -> Refusal.notFound("post"));
    }

    private Optional<ReadingApi.Thread> look(String postId, String readerId) {
        List<PostView> posts = jdbc.sql(select).param("post", postId).param("reader", readerId)
                .query((row, i) -> PostView.of(row)).list();
        return posts.stream().filter(post -> post.id().equals(postId)).findFirst()
                .map(first -> new ReadingApi.Thread(first,
                        posts.stream().filter(post -> !post.id().equals(postId)).toList()));
    }
}
