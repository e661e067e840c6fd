package org.meridian.posts.withdrawing;

import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.meridian.eventlog.EventLog;
import org.meridian.events.posts.PostContent;
import org.meridian.process.Worker;
import org.meridian.process.settings.NodeSettings;
import org.meridian.schemas.Topics;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Takes the content of withdrawn posts out of Kafka: a tombstone in the node's own topic, or in its mirrored copy of the
 * home's, so that neither a broken link nor an expired tombstone of the home's keeps them alive. Works from the posts that
 * have had none yet, only while the node is open.
 */
final class Tombstones {

    private static final Duration POLL = Duration.ofSeconds(5);

    private final EventLog log;
    private final JdbcTemplate jdbc;
    private final String write;
    private final Worker worker;

    Tombstones(EventLog log, JdbcTemplate jdbc, NodeSettings settings) {
        this.log = log;
        this.jdbc = jdbc;
        this.worker = log.worker("tombstones", POLL, this::writeDue);
        String schema = log.service();
        this.write = """
                WITH due AS (
                  SELECT p.id, split_part(p.id, '-', 1) AS home, coalesce(g.domestic, false) AS domestic
                  FROM %1$s.post p LEFT JOIN %1$s.known_group g ON g.id = p.group_id
                  WHERE p.withdrawn_at IS NOT NULL AND NOT EXISTS (SELECT FROM %1$s.tombstone t WHERE t.post_id = p.id)
                    AND split_part(p.id, '-', 1) IN (%2$s)
                  LIMIT 500),
                written AS (INSERT INTO %1$s.tombstone SELECT id FROM due ON CONFLICT DO NOTHING RETURNING post_id)
                INSERT INTO %1$s.outbox (topic, key, event_id, type, occurred_at, value, accepted)
                SELECT CASE WHEN home <> '%3$s' THEN home || '.%4$s' WHEN domestic THEN '%5$s' ELSE '%4$s' END,
                       id, id || '/tombstone', '%6$s', now(), NULL, true
                FROM due JOIN written ON written.post_id = due.id"""
                .formatted(schema, mirroredHere(settings), settings.node(), Topics.content(false), Topics.content(true),
                        PostContent.class.getName());
    }

    /** The homes whose content has a copy in this node's Kafka, for SQL's IN. */
    private static String mirroredHere(NodeSettings settings) {
        return Stream.concat(Stream.of(settings.node()), settings.peerAliases().stream())
                .map(alias -> "'" + alias + "'").collect(Collectors.joining(", "));
    }

    /** A post was withdrawn. */
    void wake() {
        worker.wake();
    }

    private void writeDue() {
        while (worker.isRunning() && jdbc.update(write) > 0) {
            log.wakeRelay();
        }
    }
}
