package org.meridian.notifications.arrivals;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.meridian.eventlog.EventLog;
import org.meridian.eventlog.database.Database;
import org.meridian.eventlog.event.Columns;
import org.meridian.notifications.Notifications;
import org.meridian.notifications.clock.DigestClock;
import org.meridian.process.Worker;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Numbers posts and replies in the order in which they became showable here, since <b>a digest covers what arrived here, not
 * what was written when</b>. There is one writer at a time, so that whoever has seen a position has seen all before it.
 */
@Component
public final class Arrivals {

    private static final Duration POLL = Duration.ofSeconds(2);
    private static final int BATCH = 2_000;

    /**
     * What was written longer than this before anything came from its country is history: a new peer's, or this node's own
     * after it lost its database.
     */
    private static final Duration FIRST_CONTACT = Duration.ofMinutes(10);

    /** @param waits whether nothing is missing but the membership that its author cites */
    private record Item(String id, String groupId, Instant publishedAt, Instant firstSeenAt, boolean waits) {}

    private static final String LOCK = "SELECT pg_advisory_xact_lock(hashtext(current_schema || '.arrival'))";
    private static final String SHARE_LOCK = LOCK.replace("xact_lock", "xact_lock_shared");
    private static final String NOTE_HOMES = """
            INSERT INTO known_home (home, first_seen_at) SELECT home, ? FROM seen_home ON CONFLICT DO NOTHING""";
    private static final String TAKE = """
            DELETE FROM awaits_arrival
            WHERE ctid = ANY (ARRAY(SELECT ctid FROM awaits_arrival LIMIT %d)) RETURNING item_id""".formatted(BATCH);

    private static final Columns<String> ITEM_IDS = Columns.of(String.class).text("item_id", id -> id);
    // OFFSET 0: each of the few that wait is looked up, however many items and arrivals there are by now.
    private static final String LOOK = """
            SELECT i.id, i.group_id, i.published_at, h.first_seen_at, s.id IS NULL AS waits
            FROM (SELECT taken.item_id FROM %s UNION SELECT item_id FROM awaits_membership WHERE ?) w
            CROSS JOIN LATERAL (SELECT * FROM item i WHERE i.id = w.item_id OFFSET 0) i
            LEFT JOIN LATERAL (SELECT s.id FROM showable_item s WHERE s.id = w.item_id OFFSET 0) s ON true
            JOIN known_home h ON h.home = split_part(i.id, '-', 1)
            WHERE NOT EXISTS (SELECT FROM arrival a WHERE a.item_id = w.item_id OFFSET 0)
              AND (s.id IS NOT NULL
                   OR i.withdrawn_at IS NULL AND i.published_at IS NOT NULL AND i.content_version IS NOT NULL
                      AND NOT EXISTS (SELECT FROM membership_version m
                                      WHERE (m.member_id, m.group_id, m.version)
                                          = (i.author_id, i.group_id, i.membership_version) OFFSET 0))
            ORDER BY i.published_at, i.id""".formatted(ITEM_IDS.as("taken"));
    private static final String KEEP_WAITING = ITEM_IDS.insertInto("awaits_membership") + "ON CONFLICT DO NOTHING";
    private static final String WAIT_NO_LONGER = """
            DELETE FROM awaits_membership w WHERE NOT EXISTS (SELECT FROM %s WHERE waits.item_id = w.item_id)"""
            .formatted(ITEM_IDS.as("waits"));

    /** An item with its number. */
    private record Arrival(long position, Item item, Instant writtenAt, Instant arrivedAt) {

        boolean isHistory() {
            return writtenAt.isBefore(item.firstSeenAt().minus(FIRST_CONTACT));
        }
    }

    private static final Columns<Arrival> ARRIVAL = Columns.of(Arrival.class).int8("position", Arrival::position)
            .text("item_id", it -> it.item().id()).text("group_id", it -> it.item().groupId())
            .instant("written_at", Arrival::writtenAt).instant("arrived_at", Arrival::arrivedAt)
            .bool("history", Arrival::isHistory);
    private static final String INSERT = ARRIVAL.insertInto("arrival");
    private static final String LAST = "SELECT position, arrived_at FROM arrival ORDER BY position DESC LIMIT 1";
    private static final String LAST_AT = "SELECT coalesce(max(position), 0) FROM arrival WHERE arrived_at <= ?";

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final DigestClock clock;
    private final Worker worker;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    Arrivals(@Notifications EventLog log, @Notifications Database database, DigestClock clock) {
        this.jdbc = database.jdbc();
        this.transaction = database.transaction();
        this.clock = clock;
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
        jdbc.query(SHARE_LOCK, row -> {});
        Long position = jdbc.queryForObject(LAST_AT, Long.class, Timestamp.from(time));
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
            jdbc.query(LOCK, row -> {});
            Instant now = clock.now();
            List<String> next = jdbc.query(TAKE, (row, i) -> row.getString(1));
            jdbc.update(NOTE_HOMES, Timestamp.from(now)); // after the taking, so that the home of what was taken is noted
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
        return jdbc.query(LOOK, statement -> {
            ITEM_IDS.binder(ids).setValues(statement);
            statement.setBoolean(2, all);
        }, (row, i) -> new Item(row.getString("id"), row.getString("group_id"),
                row.getTimestamp("published_at").toInstant(), row.getTimestamp("first_seen_at").toInstant(),
                row.getBoolean("waits")));
    }

    /** @param all whether these are all that wait, and whatever else did has been dealt with */
    private void keepWaiting(List<String> ids, boolean all) {
        if (all) {
            ITEM_IDS.bind(WAIT_NO_LONGER, ids).run(jdbc);
        }
        if (!ids.isEmpty()) {
            ITEM_IDS.bind(KEEP_WAITING, ids).run(jdbc);
        }
    }

    private record Last(long position, Instant arrivedAt) {}

    private void insert(List<Item> items, Instant now) {
        Last before = jdbc
                .query(LAST, (row, i) -> new Last(row.getLong("position"), row.getTimestamp("arrived_at").toInstant()))
                .stream().findFirst().orElse(new Last(0, Instant.EPOCH));
        Instant arrivedAt = now.isBefore(before.arrivedAt()) ? before.arrivedAt() : now;
        ARRIVAL.bind(INSERT, IntStream.range(0, items.size()).mapToObj(i -> new Arrival(before.position() + 1 + i,
                items.get(i), writtenAt(items.get(i), arrivedAt), arrivedAt)).toList()).run(jdbc);
    }

    /** When it was written, by the clock that digests go by; an author's clock that is ahead does not count. */
    private Instant writtenAt(Item item, Instant arrivedAt) {
        Instant written = clock.at(item.publishedAt());
        return written.isBefore(arrivedAt) ? written : arrivedAt;
    }
}
