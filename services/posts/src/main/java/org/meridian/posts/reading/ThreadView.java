package org.meridian.posts.reading;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.EventLog;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.schemas.Ids;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A post with its replies, oldest first: one query that answers only those who take part in the group. */
final class ThreadView {

    /** @param next where the following replies begin; null when these were the last */
    record Page(PostView post, List<PostView> replies, @Nullable Cursor next) {}

    private static final int MAX_REPLIES = 200;

    private final EventLog log;
    private final JdbcClient jdbc;
    private final String select;

    ThreadView(EventLog log, JdbcClient jdbc, String schema) {
        this.log = log;
        this.jdbc = jdbc;
        this.select = """
                SELECT * FROM (
                  SELECT %2$s, p.id = asked.id AS is_asked,
                         sum(coalesce(octet_length(p.body), 0))
                           OVER (ORDER BY p.id <> asked.id, p.published_at, p.id) AS bytes,
                         count(*) OVER () AS all_that_follow
                  FROM %1$s.post asked
                  JOIN %1$s.participant reader ON reader.member_id = :reader AND reader.group_id = asked.group_id
                  JOIN %1$s.readable_post p ON p.thread_id = asked.thread_id AND p.group_id = asked.group_id
                  LEFT JOIN %1$s.author ON author.id = p.author_id
                  WHERE asked.id = :post
                    AND (p.id = asked.id OR asked.id = asked.thread_id
                         AND (p.published_at, p.id) > (coalesce(:after::timestamptz, '-infinity'), :afterId))
                ) AS thread
                WHERE bytes - coalesce(octet_length(body), 0) < %3$d
                ORDER BY NOT is_asked, published_at, id LIMIT %4$d"""
                .formatted(schema, PostView.COLUMNS, PostView.PAGE_BYTES, MAX_REPLIES + 1);
    }

    /** @throws Refusal 404 for what is missing, incomplete or not for the reader, after time to learn of it */
    Page read(String postId, String readerId, @Nullable Cursor after) {
        return Optional.of(postId).filter(Ids::isPlain)
                .flatMap(id -> log.find(key -> key.equals(id) || Ids.isDerived(key), () -> look(id, readerId, after)))
                .orElseThrow(() -> Refusal.notFound("post"));
    }

    private Optional<Page> look(String postId, String readerId, @Nullable Cursor after) {
        var rows = jdbc.sql(select).param("post", postId).param("reader", readerId)
                .param("after", after == null ? null : after.shownAt().toString())
                .param("afterId", after == null ? "" : after.id())
                .query((row, i) -> new Row(PostView.of(row), row.getInt("all_that_follow"))).list();
        if (rows.isEmpty() || !rows.getFirst().post().id().equals(postId)) {
            return Optional.empty();
        }
        List<PostView> posts = rows.stream().map(Row::post).toList();
        PostView last = posts.getLast();
        boolean more = rows.getFirst().allThatFollow() > posts.size();
        return Optional.of(new Page(posts.getFirst(), posts.subList(1, posts.size()),
                more ? new Cursor(last.publishedAt(), last.id()) : null));
    }

    private record Row(PostView post, int allThatFollow) {}
}
