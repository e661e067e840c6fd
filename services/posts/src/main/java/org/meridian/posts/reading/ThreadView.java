package org.meridian.posts.reading;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.EventLog;
import org.meridian.eventlog.database.Database;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.http.Cursor;
import org.meridian.posts.Posts;
import org.meridian.schemas.Ids;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** A post with its replies, oldest first: one query that answers only those who take part in the group. */
@Component
final class ThreadView {

    /**
     * @param answer the reply that was accepted, wherever among the replies it stands
     * @param next   where the following replies begin; null when these were the last
     */
    record Page(PostView post, @Nullable PostView answer, List<PostView> replies, @Nullable Cursor next) {}

    private static final int MAX_REPLIES = 200;

    private static final String SELECT = """
            SELECT * FROM (
              SELECT %1$s, p.id = asked.id AS is_asked,
                     sum(coalesce(octet_length(p.body), 0))
                       OVER (ORDER BY p.id <> asked.id, p.published_at, p.id) AS bytes,
                     count(*) OVER () AS all_that_follow
              FROM post asked
              JOIN participant reader ON reader.member_id = :reader AND reader.group_id = asked.group_id
              JOIN readable_post p ON p.thread_id = asked.thread_id AND p.group_id = asked.group_id
              LEFT JOIN post first ON first.id = asked.thread_id
              LEFT JOIN profile author ON author.member_id = p.author_id
              LEFT JOIN post begun ON begun.id = :from AND begun.thread_id = asked.id
              WHERE asked.id = :post AND (%4$s) AND (%5$s)
                AND (p.id = asked.id OR asked.id = asked.thread_id
                     AND (p.published_at, p.id) > (coalesce(:after::timestamptz, '-infinity'), :afterId)
                     AND (begun.id IS NULL OR (p.published_at, p.id) >= (begun.published_at, begun.id)))
            ) AS thread
            WHERE bytes - coalesce(octet_length(body), 0) < %2$d
            ORDER BY NOT is_asked, published_at, id LIMIT %3$d"""
            .formatted(PostView.COLUMNS, PostView.PAGE_BYTES, MAX_REPLIES + 1, PostView.isForReader("p.author_id"),
                    PostView.isForReader("coalesce(first.author_id, '')"));

    private static final String ANSWER = """
            SELECT %s FROM showable_post p LEFT JOIN profile author ON author.member_id = p.author_id
            WHERE p.id = :answer""".formatted(PostView.COLUMNS);

    private final EventLog log;
    private final JdbcClient jdbc;

    ThreadView(@Posts EventLog log, @Posts Database database) {
        this.log = log;
        this.jdbc = database.client();
    }

    /**
     * @param from the reply with which the page begins; from the first on where it is null, or not of this thread
     * @throws Refusal for what is missing, incomplete or not for the reader, after time to learn of it
     */
    Page read(String postId, String readerId, @Nullable Cursor after, @Nullable String from) {
        return Optional.of(postId).filter(Ids::isPlain)
                .flatMap(id -> log.find(key -> key.equals(id) || Ids.isDerived(key),
                        () -> look(id, readerId, after, from)))
                .orElseThrow(() -> Refusal.notFound("post"));
    }

    private Optional<Page> look(String postId, String readerId, @Nullable Cursor after, @Nullable String from) {
        var rows = jdbc.sql(SELECT).param("post", postId).param("reader", readerId)
                .param("after", after == null ? null : after.at().toString())
                .param("afterId", after == null ? "" : after.id()).param("from", from)
                .query((row, i) -> new Row(PostView.of(row), row.getInt("all_that_follow"))).list();
        if (rows.isEmpty() || !rows.getFirst().post().id().equals(postId)) {
            return Optional.empty();
        }
        List<PostView> posts = rows.stream().map(Row::post).toList();
        PostView last = posts.getLast();
        boolean more = rows.getFirst().allThatFollow() > posts.size();
        return Optional.of(new Page(posts.getFirst(), answer(posts, readerId), posts.subList(1, posts.size()),
                more ? new Cursor(last.publishedAt(), last.id()) : null));
    }

    private @Nullable PostView answer(List<PostView> posts, String readerId) {
        String id = posts.getFirst().acceptedAnswer();
        if (id == null) {
            return null;
        }
        return posts.stream().filter(it -> it.id().equals(id)).findFirst()
                .or(() -> jdbc.sql(ANSWER).param("answer", id).param("reader", readerId)
                        .query((row, i) -> PostView.of(row)).optional())
                .orElse(null);
    }

    private record Row(PostView post, int allThatFollow) {}
}
