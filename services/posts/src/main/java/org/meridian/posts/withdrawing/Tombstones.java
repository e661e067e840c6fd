package org.meridian.posts.withdrawing;

import java.time.Duration;
import java.util.stream.Stream;
import org.meridian.eventlog.EventLog;
import org.meridian.eventlog.database.Database;
import org.meridian.events.posts.PostContent;
import org.meridian.posts.Posts;
import org.meridian.process.Worker;
import org.meridian.process.settings.NodeSettings;
import org.meridian.schemas.Topics;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Takes the content of withdrawn posts out of Kafka: a tombstone in the node's own topic, or in its mirrored copy of the
 * home's, so that neither a broken link nor an expired tombstone of the home's keeps them alive. Works from the posts that
 * have had none yet, only while the node is open.
 */
@Component
final class Tombstones {

    private static final Duration POLL = Duration.ofSeconds(5);

    private static final String WRITE = """
            WITH due AS (
              SELECT p.id, split_part(p.id, '-', 1) AS home, coalesce(g.domestic, false) AS domestic
              FROM post p LEFT JOIN known_group g ON g.id = p.group_id
              WHERE p.withdrawn_at IS NOT NULL AND NOT EXISTS (SELECT FROM tombstone t WHERE t.post_id = p.id)
                AND split_part(p.id, '-', 1) = ANY (:mirrored)
              LIMIT 500),
            written AS (INSERT INTO tombstone (post_id) SELECT id FROM due ON CONFLICT DO NOTHING RETURNING post_id)
            INSERT INTO outbox (topic, key, event_id, type, occurred_at, value, accepted)
            SELECT CASE WHEN home <> :node THEN home || '.%1$s' WHEN domestic THEN '%2$s' ELSE '%1$s' END,
                   id, id || '/tombstone', '%3$s', now(), NULL, true
            FROM due JOIN written ON written.post_id = due.id"""
            .formatted(Topics.content(false), Topics.content(true), PostContent.class.getName());

    private final EventLog log;
    private final JdbcClient jdbc;
    private final String node;
    /** The homes whose content has a copy in this node's Kafka. */
    private final String[] mirrored;
    private final Worker worker;

    Tombstones(@Posts EventLog log, @Posts Database database, NodeSettings settings) {
        this.log = log;
        this.jdbc = database.client();
        this.node = settings.node();
        this.mirrored = Stream.concat(Stream.of(node), settings.peerAliases().stream()).toArray(String[]::new);
        this.worker = log.worker("tombstones", POLL, this::writeDue);
    }

    /** A post was withdrawn. */
    void wake() {
        worker.wake();
    }

    private void writeDue() {
        while (worker.isRunning() && write() > 0) {
            log.wakeRelay();
        }
    }

    private int write() {
        return jdbc.sql(WRITE).param("node", node).param("mirrored", mirrored).update();
    }
}
