package org.meridian.notifications.arrivals;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.meridian.eventlog.EventLog;
import org.meridian.eventlog.event.ArrayParameter;
import org.meridian.eventlog.event.BulkStatement;
import org.meridian.notifications.clock.DigestClock;
import org.meridian.process.Worker;
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

    /** @param waits whether nothing is missing but the membership that its author cites */
    private record Item(String id, String groupId, Instant publishedAt, Instant firstSeenAt, boolean waits) {}

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final DigestClock clock;
    private final Worker worker;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final String lock;
    private final String shareLock;
    private final String hear;
    private final String take;
    private final String look;
    private final String forget;
    private final String wait;
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
        this.hear = "INSERT INTO %1$s.known_home SELECT home, ? FROM %1$s.first_seen ON CONFLICT DO NOTHING"
                .formatted(schema);
        this.take = """
                DELETE FROM %1$s.awaits_arrival
                WHERE ctid = ANY (ARRAY(SELECT ctid FROM %1$s.awaits_arrival LIMIT %2$d)) RETURNING item_id"""
                .formatted(schema, BATCH);
        // OFFSET 0: each of the few that wait is looked up, however many items and arrivals there are by now.
        this.look = """
                SELECT i.id, i.group_id, i.published_at, h.first_seen_at, s.id IS NULL AS waits
                FROM (SELECT unnest(?) AS item_id UNION SELECT item_id FROM %1$s.awaits_membership WHERE ?) w
                CROSS JOIN LATERAL (SELECT * FROM %1$s.item i WHERE i.id = w.item_id OFFSET 0) i
                LEFT JOIN LATERAL (SELECT s.id FROM %1$s.showable_item s WHERE s.id = w.item_id OFFSET 0) s ON true
                JOIN %1$s.known_home h ON h.home = split_part(i.id, '-', 1)
                WHERE NOT EXISTS (SELECT FROM %1$s.arrival a WHERE a.item_id = w.item_id OFFSET 0)
                  AND (s.id IS NOT NULL
                       OR i.withdrawn_at IS NULL AND i.published_at IS NOT NULL AND i.content_version IS NOT NULL
                          AND NOT EXISTS (SELECT FROM %1$s.membership_version m
                                          WHERE (m.member_id, m.group_id, m.version)
                                              = (i.author_id, i.group_id, i.membership_version) OFFSET 0))
                ORDER BY i.published_at, i.id""".formatted(schema);
        this.forget = """
                DELETE FROM %s.awaits_membership w
                WHERE NOT EXISTS (SELECT FROM unnest(?) AS waits(id) WHERE waits.id = w.item_id)""".formatted(schema);
        this.wait = "INSERT INTO %s.awaits_membership SELECT * FROM unnest(?) ON CONFLICT DO NOTHING".formatted(schema);
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
        int looked;
        do {
            looked = lookAtSome();
        } while (worker.isRunning() && looked == BATCH);
    }

    /** Numbers those of the next that are showable and, with the last of them, those that have waited; returns how many were next. */
    private int lookAtSome() {
        var numbered = new AtomicBoolean();
        Integer looked = transaction.execute(status -> {
            jdbc.query(lock, row -> {});
            Instant now = clock.now();
            List<String> next = jdbc.query(take, (row, i) -> row.getString(1));
            jdbc.update(hear, Timestamp.from(now)); // after what was taken, whose countries are then among those heard of
            boolean last = next.size() < BATCH;
            List<Item> items = look(next, last);
            List<Item> showable = items.stream().filter(item -> !item.waits()).toList();
            if (!showable.isEmpty()) {
                insert(showable, now);
                numbered.set(true);
            }
            keepWaiting(items.stream().filter(Item::waits).map(Item::id).toList(), last);
            return next.size();
        });
        if (numbered.get()) {
            listeners.forEach(Runnable::run);
        }
        return looked == null ? 0 : looked;
    }

    /**
     * Leaves out what was numbered, was withdrawn or can never be shown.
     *
     * @param all with those that have waited for a membership
     */
    private List<Item> look(List<String> ids, boolean all) {
        return jdbc.query(look, statement -> {
            BulkStatement.bind(statement, List.of(ArrayParameter.text(ids, id -> id)));
            statement.setBoolean(2, all);
        }, (row, i) -> new Item(row.getString("id"), row.getString("group_id"),
                row.getTimestamp("published_at").toInstant(), row.getTimestamp("first_seen_at").toInstant(),
                row.getBoolean("waits")));
    }

    /** @param all whether these are all that wait, and whatever else did has been dealt with */
    private void keepWaiting(List<String> ids, boolean all) {
        if (all) {
            BulkStatement.of(forget, ArrayParameter.text(ids, id -> id)).run(jdbc);
        }
        if (!ids.isEmpty()) {
            BulkStatement.of(wait, ArrayParameter.text(ids, id -> id)).run(jdbc);
        }
    }

    private record Last(long position, Instant arrivedAt) {}

    private void insert(List<Item> items, Instant now) {
        Last before = jdbc
                .query(last, (row, i) -> new Last(row.getLong("position"), row.getTimestamp("arrived_at").toInstant()))
                .stream().findFirst().orElse(new Last(0, Instant.EPOCH));
        Instant arrivedAt = now.isBefore(before.arrivedAt()) ? before.arrivedAt() : now;
        Object[] positions = LongStream.rangeClosed(1, items.size()).mapToObj(i -> before.position() + i).toArray();
        BulkStatement.of(insert, new ArrayParameter("int8", positions),
                ArrayParameter.text(items, Item::id), ArrayParameter.text(items, Item::groupId),
                ArrayParameter.instants(items, item -> writtenAt(item, arrivedAt)),
                ArrayParameter.instants(items, item -> arrivedAt),
                ArrayParameter.booleans(items,
                        item -> writtenAt(item, arrivedAt).isBefore(item.firstSeenAt().minus(FIRST_CONTACT))))
                .run(jdbc);
    }

    /** When it was written, by the clock that digests go by; an author's clock that is ahead does not count. */
    private Instant writtenAt(Item item, Instant arrivedAt) {
        Instant written = clock.at(item.publishedAt());
        return written.isBefore(arrivedAt) ? written : arrivedAt;
    }
}
