package org.meridian.notifications.clock;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.meridian.eventlog.database.Database;
import org.meridian.notifications.Notifications;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The clock that schedules and arrivals go by. It is the real one, unless somebody trying the network out has put it
 * forward; where it was put is in the database, so that it never goes back.
 */
@Component
public final class DigestClock implements SmartLifecycle {

    private static final String PUTS = "SELECT real_at, shows, frozen FROM demo_clock ORDER BY id";
    private static final String PUT = """
            INSERT INTO demo_clock (real_at, shows, frozen) VALUES (:real, :shows, :frozen)""";

    /** From a real time on, it showed {@code shows}, and stood still or ran on from there. */
    private record Put(Instant realAt, Instant shows, boolean frozen) {

        Instant at(Instant real) {
            return frozen ? shows : shows.plus(Duration.between(realAt, real));
        }
    }

    private final Clock clock;
    private final JdbcClient jdbc;
    private final List<Put> puts = new CopyOnWriteArrayList<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile boolean running;

    DigestClock(Clock clock, @Notifications Database database) {
        this.clock = clock;
        this.jdbc = database.client();
    }

    /** Finds out where it was put, before anybody asks what it shows. */
    @Override
    public synchronized void start() {
        puts.clear();
        puts.addAll(jdbc.sql(PUTS)
                .query((row, i) -> new Put(row.getTimestamp("real_at").toInstant(),
                        row.getTimestamp("shows").toInstant(), row.getBoolean("frozen")))
                .list());
        running = true;
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Between the tables and whatever works by them. */
    @Override
    public int getPhase() {
        return Database.PHASE + 1;
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
        jdbc.sql(PUT).param("real", Timestamp.from(real)).param("shows", Timestamp.from(shows))
                .param("frozen", frozen).update();
        puts.add(new Put(real, shows, frozen));
        listeners.forEach(Runnable::run);
    }
}
