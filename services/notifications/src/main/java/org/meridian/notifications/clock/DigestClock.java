package org.meridian.notifications.clock;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The clock that schedules and arrivals go by. It is the real one, unless somebody trying the network out has put it
 * forward; where it was put is in the database, so that it never goes back.
 */
public final class DigestClock {

    /** From a real time on, it showed {@code shows}, and stood still or ran on from there. */
    private record Put(Instant realAt, Instant shows, boolean frozen) {

        Instant at(Instant real) {
            return frozen ? shows : shows.plus(Duration.between(realAt, real));
        }
    }

    private final Clock clock;
    private final JdbcClient jdbc;
    private final String schema;
    private final List<Put> puts = new CopyOnWriteArrayList<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    public DigestClock(Clock clock, JdbcClient jdbc, String schema) {
        this.clock = clock;
        this.jdbc = jdbc;
        this.schema = schema;
        puts.addAll(jdbc.sql("SELECT real_at, shows, frozen FROM %s.demo_clock ORDER BY id".formatted(schema))
                .query((row, i) -> new Put(row.getTimestamp("real_at").toInstant(),
                        row.getTimestamp("shows").toInstant(), row.getBoolean("frozen")))
                .list());
    }

    public Instant now() {
        return at(clock.instant());
    }

    /** What it showed, or will show if nobody touches it, at a real time. */
    public Instant at(Instant real) {
        for (Put put : puts.reversed()) {
            if (!real.isBefore(put.realAt())) {
                return put.at(real);
            }
        }
        return real;
    }

    /** Runs whenever the clock was put; only to wake somebody. */
    public void whenPut(Runnable listener) {
        listeners.add(listener);
    }

    /** Stands still at {@code shows}; says false, and changes nothing, if that is before now. */
    synchronized boolean freeze(Instant shows) {
        if (shows.isBefore(now())) {
            return false;
        }
        put(shows, true);
        return true;
    }

    /** Runs on from where it is. */
    synchronized void runOn() {
        if (!puts.isEmpty() && puts.getLast().frozen()) {
            put(now(), false);
        }
    }

    private void put(Instant shows, boolean frozen) {
        Instant real = clock.instant();
        jdbc.sql("INSERT INTO %s.demo_clock (real_at, shows, frozen) VALUES (:real, :shows, :frozen)".formatted(schema))
                .param("real", java.sql.Timestamp.from(real)).param("shows", java.sql.Timestamp.from(shows))
                .param("frozen", frozen).update();
        puts.add(new Put(real, shows, frozen));
        listeners.forEach(Runnable::run);
    }
}
