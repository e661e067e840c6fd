package org.meridian.posts.reading;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.database.Database;
import org.meridian.http.Cursor;
import org.meridian.posts.Posts;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The threads of a group as one of its members sees them, newest first, by the earlier of their own time and their arrival here. */
@Component
final class GroupFeed {

    /** A thread's first post, with the beginning of its text, and how many replies can be shown. */
    record Item(PostView post, Instant shownAt, int replies) {

        Cursor position() {
            return new Cursor(shownAt, post.id());
        }
    }

    private static final String SELECT = """
            SELECT %1$s, a.shown_at,
                   (SELECT count(*) FROM showable_post r
                    WHERE r.thread_id = p.id AND r.group_id = p.group_id AND r.id <> p.id AND (%2$s)) AS replies
            FROM participant reader
            JOIN arrival a ON a.group_id = reader.group_id
            JOIN readable_post p ON p.id = a.post_id
            LEFT JOIN profile author ON author.member_id = p.author_id
            WHERE reader.member_id = :reader AND reader.group_id = :group AND (%3$s)
              AND (a.shown_at, a.post_id) < (coalesce(:shownAt::timestamptz, 'infinity'), coalesce(:id, ''))
            ORDER BY a.shown_at DESC, a.post_id DESC LIMIT :limit""".formatted(PostView.LISTED_COLUMNS,
            PostView.isForReader("r.author_id"), PostView.isForReader("p.author_id"));

    private final JdbcClient jdbc;

    GroupFeed(@Posts Database database) {
        this.jdbc = database.client();
    }

    /** @param limit how many to read */
    List<Item> read(String groupId, String readerId, @Nullable Cursor after, int limit) {
        return jdbc.sql(SELECT).param("group", groupId).param("reader", readerId)
                .param("shownAt", after == null ? null : after.at().toString())
                .param("id", after == null ? null : after.id()).param("limit", limit)
                .query((row, i) -> new Item(PostView.of(row),
                        row.getObject("shown_at", OffsetDateTime.class).toInstant(), row.getInt("replies")))
                .list();
    }
}
