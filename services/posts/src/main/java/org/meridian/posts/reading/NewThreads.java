package org.meridian.posts.reading;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.database.Database;
import org.meridian.http.Cursor;
import org.meridian.posts.Posts;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What others have begun in all of a member's groups since a time, by when it arrived here. */
@Component
final class NewThreads {

    /** @param group what the group is called; null as long as that has not come */
    record Item(PostView post, @Nullable String group, Instant arrivedAt, int replies) {

        Cursor position() {
            return new Cursor(arrivedAt, post.id());
        }
    }

    /** How many threads a group has, by the alias of their country. */
    record Count(String groupId, @Nullable String group, Map<String, Integer> byCountry) {}

    /** With room for what else is joined. */
    private static final String NEW = """
            participant reader
            JOIN arrival a ON a.group_id = reader.group_id
            JOIN showable_post p ON p.id = a.post_id
            LEFT JOIN group_name g ON g.group_id = a.group_id
            %s
            WHERE reader.member_id = :reader AND a.arrived_at > :since::timestamptz AND p.author_id <> :reader
              AND (%s)""";
    private static final String SELECT = """
            SELECT %1$s, a.arrived_at, g.name AS group_name,
                   (SELECT count(*) FROM showable_post r
                    WHERE r.thread_id = p.id AND r.group_id = p.group_id AND r.id <> p.id AND (%3$s)) AS replies
            FROM %2$s
              AND (a.arrived_at, a.post_id) < (coalesce(:arrivedAt::timestamptz, 'infinity'), coalesce(:id, ''))
            ORDER BY a.arrived_at DESC, a.post_id DESC LIMIT :limit""".formatted(PostView.LISTED_COLUMNS,
            NEW.formatted("LEFT JOIN profile author ON author.member_id = p.author_id",
                    PostView.isForReader("p.author_id")),
            PostView.isForReader("r.author_id"));
    private static final String COUNT = """
            SELECT a.group_id, g.name AS group_name, split_part(p.id, '-', 1) AS country, count(*) AS threads
            FROM %s
            GROUP BY a.group_id, g.name, country
            ORDER BY sum(count(*)) OVER (PARTITION BY a.group_id) DESC, a.group_id, threads DESC, country"""
            .formatted(NEW.formatted("", PostView.isForReader("p.author_id")));

    private final JdbcClient jdbc;

    NewThreads(@Posts Database database) {
        this.jdbc = database.client();
    }

    /** The newest first. */
    List<Item> read(String readerId, Instant since, @Nullable Cursor after, int limit) {
        return jdbc.sql(SELECT).param("reader", readerId).param("since", since.toString())
                .param("arrivedAt", after == null ? null : after.at().toString())
                .param("id", after == null ? null : after.id()).param("limit", limit)
                .query((row, i) -> new Item(PostView.of(row), row.getString("group_name"),
                        row.getObject("arrived_at", OffsetDateTime.class).toInstant(), row.getInt("replies")))
                .list();
    }

    /** Groups with most first. */
    List<Count> count(String readerId, Instant since) {
        Map<String, Count> counts = new LinkedHashMap<>();
        jdbc.sql(COUNT).param("reader", readerId).param("since", since.toString()).query(row -> {
            String id = row.getString("group_id");
            String name = row.getString("group_name");
            counts.computeIfAbsent(id, it -> new Count(it, name, new LinkedHashMap<>())).byCountry()
                    .put(row.getString("country"), row.getInt("threads"));
        });
        return List.copyOf(counts.values());
    }
}
