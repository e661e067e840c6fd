package org.meridian.notifications.arrivals;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.LongStream;
import org.meridian.eventlog.EventLog;
import org.meridian.eventlog.Worker;
import org.meridian.eventlog.event.Column;
import org.meridian.eventlog.event.Write;
import org.meridian.notifications.clock.DigestClock;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Rule 9: numbers posts and replies in the order in which they became showable here. There is one writer at a time, so that
 * whoever has seen a position has seen all before it.
 */
public final class Arrivals {

    private static final Duration POLL = Duration.ofSeconds(2);
    private static final int BATCH = 2_000;

    /**
     * What was written longer than this before its country was first heard of is history: a new peer's, or this node's own
     * after it lost its database.
     */
    private static final Duration FIRST_CONTACT = Duration.ofMinutes(10);

    private record Item(String id, String groupId, Instant publishedAt, Instant firstHeard) {}

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final DigestClock clock;
    private final Worker worker;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final String lock;
    private final String shareLock;
    private final String hear;
    private final String forgetGone;
    private final String forget;
    private final String showable;
    private final String last;
    private final String insert;
    private final String upTo;

    Arrivals(EventLog log, JdbcTemplate jdbc, TransactionTemplate transaction, DigestClock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
        String schema = log.service();
        this.lock = "SELECT pg_advisory_xact_lock(hashtext('%s.arrival'))".formatted(schema);
        this.shareLock = lock.replace("xact_lock", "xact_lock_shared");
        this.hear = "INSERT INTO %1$s.known_home SELECT home, ? FROM %1$s.heard_of ON CONFLICT DO NOTHING"
                .formatted(schema);
        // OFFSET 0: each of the few that wait is looked up, however many items and arrivals there are by now.
        this.forgetGone = """
                DELETE FROM %1$s.awaits_arrival WHERE item_id IN (
                  SELECT w.item_id FROM %1$s.awaits_arrival w CROSS JOIN LATERAL (
                    SELECT 1 FROM %1$s.arrival a WHERE a.item_id = w.item_id
                    UNION ALL SELECT 1 FROM %1$s.item i WHERE i.id = w.item_id AND i.withdrawn_at IS NOT NULL
                    OFFSET 0) gone)""".formatted(schema);
        this.forget = "DELETE FROM %s.awaits_arrival WHERE item_id = ANY (?)".formatted(schema);
        this.showable = """
                SELECT i.id, i.group_id, i.published_at, h.first_heard
                FROM %1$s.awaits_arrival w
                CROSS JOIN LATERAL (SELECT * FROM %1$s.showable_item i WHERE i.id = w.item_id OFFSET 0) i
                JOIN %1$s.known_home h ON h.home = split_part(i.id, '-', 1)
                ORDER BY i.published_at, i.id LIMIT ?""".formatted(schema);
        this.last = "SELECT position, arrived_at FROM %s.arrival ORDER BY position DESC LIMIT 1".formatted(schema);
        this.insert = """
                INSERT INTO %s.arrival (position, item_id, group_id, written_at, arrived_at, history)
                SELECT * FROM unnest(?, ?, ?, ?, ?, ?)""".formatted(schema);
        this.upTo = "SELECT coalesce(max(position), 0) FROM %s.arrival WHERE arrived_at <= ?".formatted(schema);
        this.worker = log.worker("arrivals", POLL, this::number);
        log.afterEachBatch(worker::wake);
    }

    /** Runs whenever something was numbered; only to wake somebody. */
    public void whenNumbered(Runnable listener) {
        listeners.add(listener);
    }

    /**
     * The last position that had been given out at a time, by the clock that digests go by. For a time that is past it is the
     * same whenever it is asked for. Must be called in a transaction, which keeps the next from being given out meanwhile.
     */
    public long positionAt(Instant time) {
        jdbc.query(shareLock, row -> {});
        Long position = jdbc.queryForObject(upTo, Long.class, Timestamp.from(time));
        return position == null ? 0 : position;
    }

    private void number() {
        int numbered;
        do {
            numbered = numberSome();
            if (numbered > 0) {
                listeners.forEach(Runnable::run);
            }
        } while (worker.isRunning() && numbered == BATCH);
    }

    private int numberSome() {
        Integer numbered = transaction.execute(status -> {
            jdbc.query(lock, row -> {});
            Instant now = clock.now();
            jdbc.update(hear, Timestamp.from(now));
            jdbc.update(forgetGone);
            List<Item> items = jdbc.query(showable,
                    (row, i) -> new Item(row.getString("id"), row.getString("group_id"),
                            row.getTimestamp("published_at").toInstant(), row.getTimestamp("first_heard").toInstant()),
                    BATCH);
            if (!items.isEmpty()) {
                insert(items, now);
                Write.of(forget, Column.text(items, Item::id)).run(jdbc);
            }
            return items.size();
        });
        return numbered == null ? 0 : numbered;
    }

    private record Last(long position, Instant arrivedAt) {}

    private void insert(List<Item> items, Instant now) {
        Last before = jdbc
                .query(last, (row, i) -> new Last(row.getLong("position"), row.getTimestamp("arrived_at").toInstant()))
                .stream().findFirst().orElse(new Last(0, Instant.EPOCH));
        Instant arrivedAt = now.isBefore(before.arrivedAt()) ? before.arrivedAt() : now;
        Object[] positions = LongStream.rangeClosed(1, items.size()).mapToObj(i -> before.position() + i).toArray();
        Write.of(insert, new Column("int8", positions),
                Column.text(items, Item::id), Column.text(items, Item::groupId),
                Column.instants(items, item -> writtenAt(item, arrivedAt)), Column.instants(items, item -> arrivedAt),
                Column.booleans(items,
                        item -> writtenAt(item, arrivedAt).isBefore(item.firstHeard().minus(FIRST_CONTACT))))
                .run(jdbc);
    }

    /** When it was written, by the clock that digests go by; an author's clock that is ahead does not count. */
    private Instant writtenAt(Item item, Instant arrivedAt) {
        Instant written = clock.at(item.publishedAt());
        return written.isBefore(arrivedAt) ? written : arrivedAt;
    }
}
