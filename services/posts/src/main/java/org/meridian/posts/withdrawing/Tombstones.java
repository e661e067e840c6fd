package org.meridian.posts.withdrawing;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.meridian.eventlog.EventLog;
import org.meridian.events.posts.PostWords;
import org.meridian.schemas.Topics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Takes the words of withdrawn posts out of Kafka: a tombstone in the node's own topic, or in its mirrored copy of the
 * home's, so that neither a broken link nor an expired tombstone of the home's keeps them alive. Works from the posts that
 * have had none yet, only while the node is open.
 */
final class Tombstones implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Tombstones.class);

    private final EventLog log;
    private final JdbcTemplate jdbc;
    private final String write;
    private final String purge;
    private final Semaphore work = new Semaphore(0);
    private final Thread thread = Thread.ofVirtual().name("tombstones").unstarted(this::run);
    private volatile boolean running;

    /** @param alias of this node: what it owns has no prefix in its topics */
    Tombstones(EventLog log, JdbcTemplate jdbc, String alias) {
        this.log = log;
        this.jdbc = jdbc;
        String schema = log.service();
        this.write = """
                WITH due AS (
                  SELECT p.id, split_part(p.id, '-', 1) AS home, CASE WHEN g.domestic THEN '%3$s' ELSE '%4$s' END AS topic
                  FROM %1$s.post p JOIN %1$s.known_group g ON g.id = p.group_id
                  WHERE p.withdrawn_at IS NOT NULL AND NOT EXISTS (SELECT FROM %1$s.tombstone t WHERE t.post_id = p.id)
                  LIMIT 500),
                written AS (INSERT INTO %1$s.tombstone SELECT id FROM due ON CONFLICT DO NOTHING RETURNING post_id)
                INSERT INTO %1$s.outbox (topic, key, event_id, type, occurred_at, value, accepted)
                SELECT CASE WHEN home = '%2$s' THEN '' ELSE home || '.' END || topic, id, id || '/tombstone', '%5$s', now(),
                       NULL, true
                FROM due JOIN written ON written.post_id = due.id"""
                .formatted(schema, alias, Topics.words(true), Topics.words(false), PostWords.class.getName());
        this.purge = """
                DELETE FROM %1$s.parked w USING %1$s.post p
                WHERE w.key = p.id AND p.withdrawn_at IS NOT NULL AND right(w.topic, length('%2$s')) IN ('%2$s', '%3$s')"""
                .formatted(schema, Topics.words(false), Topics.words(true));
    }

    @Override
    public void start() {
        running = true;
        log.afterEachBatch(this::wake);
        thread.start();
    }

    /** A post was withdrawn. */
    void wake() {
        if (work.availablePermits() == 0) {
            work.release();
        }
    }

    private void run() {
        while (running) {
            try {
                if (work.tryAcquire(5, TimeUnit.SECONDS)) {
                    work.drainPermits();
                }
                if (log.isOpen()) {
                    writeDue();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                running = false;
            } catch (DataAccessException e) {
                LOG.warn("Tombstones cannot be written, trying again: {}", e.getMessage());
            }
        }
    }

    private void writeDue() {
        while (jdbc.update(write) > 0) {
            log.wakeRelay();
        }
        jdbc.update(purge);
    }

    @Override
    public void stop() {
        running = false;
        thread.interrupt();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
