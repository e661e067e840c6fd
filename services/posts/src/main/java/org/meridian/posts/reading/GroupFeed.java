package org.meridian.posts.reading;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The threads of a group, newest first, by the earlier of their own time and their arrival here. */
final class GroupFeed {

    /** A thread's first post and how many replies can be shown. */
    record Item(PostView post, Instant shownAt, int replies) {}

    private final JdbcClient jdbc;
    private final String select;

    GroupFeed(JdbcClient jdbc, String schema) {
        this.jdbc = jdbc;
        this.select = """
                SELECT %2$s, a.shown_at,
                       (SELECT count(*) FROM %1$s.showable_post r WHERE r.thread_id = p.id AND r.id <> p.id) AS replies
                FROM %1$s.arrival a JOIN %1$s.showable_post p ON p.id = a.post_id
                WHERE a.group_id = :group
                  AND (a.shown_at, a.post_id) < (coalesce(:shownAt::timestamptz, 'infinity'), coalesce(:id, ''))
                ORDER BY a.shown_at DESC, a.post_id DESC LIMIT :limit""".formatted(schema, PostView.COLUMNS);
    }

    List<Item> read(String groupId, @Nullable Cursor after, int limit) {
        return jdbc.sql(select).param("group", groupId)
                .param("shownAt", after == null ? null : after.shownAt().toString())
                .param("id", after == null ? null : after.id()).param("limit", limit)
                .query((row, i) -> new Item(PostView.of(row),
                        row.getObject("shown_at", OffsetDateTime.class).toInstant(), row.getInt("replies")))
                .list();
    }
}
