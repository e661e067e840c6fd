package org.meridian.posts.publishing;

import java.util.Optional;
import org.meridian.eventlog.EventLog;
import org.meridian.eventlog.web.Refusal;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Finds the thread that a reply goes to. */
final class Threads {

    record Thread(String id, String groupId) {}

    private final EventLog log;
    private final JdbcClient jdbc;
    private final String select;

    Threads(EventLog log, JdbcClient jdbc, String schema) {
        this.log = log;
        this.jdbc = jdbc;
        this.select = """
                SELECT t.id, t.group_id FROM %1$s.post p JOIN %1$s.showable_post t ON t.id = p.thread_id
                WHERE p.id = ?""".formatted(schema);
    }

    /** @throws Refusal 404 if there is nothing to reply to, after this service has had time to learn of it */
    Thread find(String postId) {
        return look(postId).or(() -> {
            log.learns(() -> look(postId).isPresent());
            return look(postId);
        }).orElseThrow(() -> Refusal.notFound("post"));
    }

    private Optional<Thread> look(String postId) {
        return jdbc.sql(select).param(postId).query((row, i) -> new Thread(row.getString(1), row.getString(2)))
                .optional();
    }
}
