package org.meridian.posts.publishing;

import java.util.Optional;
import org.meridian.eventlog.EventLog;
import org.meridian.eventlog.event.Ids;
import org.meridian.eventlog.web.Refusal;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Finds the thread that a reply goes to. */
final class Threads {

    record Target(String id, String groupId) {}

    private final EventLog log;
    private final JdbcClient jdbc;
    private final String select;

    Threads(EventLog log, JdbcClient jdbc, String schema) {
        this.log = log;
        this.jdbc = jdbc;
        this.select = """
                SELECT t.id, t.group_id FROM %1$s.post p
                JOIN %1$s.showable_post t ON t.id = p.thread_id
                JOIN %1$s.participant author ON author.group_id = t.group_id AND author.member_id = :author
                WHERE p.id = :post""".formatted(schema);
    }

    /** @throws Refusal 404 if there is nothing that the author can reply to, after time to learn of it */
    Target find(String postId, String authorId) {
        return Optional.of(postId).filter(Ids::isPlain).flatMap(id -> log.find(() -> look(id, authorId)))
                .orElseThrow(() -> Refusal.notFound("post"));
    }

    private Optional<Target> look(String postId, String authorId) {
        return jdbc.sql(select).param("post", postId).param("author", authorId)
                .query((row, i) -> new Target(row.getString(1), row.getString(2))).optional();
    }
}
