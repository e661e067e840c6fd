package org.meridian.posts.publishing;

import java.util.Optional;
import org.meridian.eventlog.EventLog;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.schemas.Ids;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Finds the thread that a reply goes to. */
final class Threads {

    record Target(String id, String groupId, boolean withdrawn) {}

    private final EventLog log;
    private final JdbcClient jdbc;
    private final String select;

    Threads(EventLog log, JdbcClient jdbc, String schema) {
        this.log = log;
        this.jdbc = jdbc;
        this.select = """
                SELECT t.id, t.group_id, t.withdrawn_at IS NOT NULL FROM %1$s.post p
                JOIN %1$s.readable_post t ON t.id = p.thread_id
                JOIN %1$s.participant author ON author.group_id = t.group_id AND author.member_id = :author
                WHERE p.id = :post AND (p.withdrawn_at IS NULL OR p.id = t.id)""".formatted(schema);
    }

    /**
     * @throws Refusal 404 if there is nothing that the author can reply to, after time to learn of it; 409 if the thread is
     *                 still read, but its first post was withdrawn
     */
    Target find(String postId, String authorId) {
        Target thread = Optional.of(postId).filter(Ids::isPlain).flatMap(id -> log.find(() -> look(id, authorId)))
                .orElseThrow(() -> Refusal.notFound("post"));
        if (thread.withdrawn()) {
            throw Refusal.conflict("post-withdrawn", "The author has withdrawn the post that this thread"
                    + " begins with. Its replies can be read, but not added to; publish a post of your own instead.");
        }
        return thread;
    }

    private Optional<Target> look(String postId, String authorId) {
        return jdbc.sql(select).param("post", postId).param("author", authorId)
                .query((row, i) -> new Target(row.getString(1), row.getString(2), row.getBoolean(3))).optional();
    }
}
