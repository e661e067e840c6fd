package org.meridian.mail.queue;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/** Lets so many mails go in a second, whichever of the threads sends them. What was late may hurry, for a tenth of a second. */
final class Pace {

    private static final long CATCH_UP = TimeUnit.MILLISECONDS.toNanos(100);

    private final long interval;
    private final LongSupplier nanoTime;
    private long next;

    Pace(int mailsPerSecond) {
        this(mailsPerSecond, System::nanoTime);
    }

    Pace(int mailsPerSecond, LongSupplier nanoTime) {
        this.interval = TimeUnit.SECONDS.toNanos(1) / mailsPerSecond;
        this.nanoTime = nanoTime;
        this.next = nanoTime.getAsLong();
    }

    /** Returns when the next may go. */
    void await() {
        long turn = turn();
        for (long left = turn - nanoTime.getAsLong(); left > 0; left = turn - nanoTime.getAsLong()) {
            LockSupport.parkNanos(left);
        }
    }

    /** When the next may go, by {@code nanoTime}. */
    synchronized long turn() {
        long earliest = nanoTime.getAsLong() - CATCH_UP;
        long turn = next - earliest > 0 ? next : earliest;
        next = turn + interval;
        return turn;
    }
}
