package org.meridian.mail.queue;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Lets so many mails go in a second, whichever of the threads sends them. What was late may hurry, for a tenth of a second. */
final class Pace {

    private static final long CATCH_UP = TimeUnit.MILLISECONDS.toNanos(100);

    private final long interval;
    private long next = System.nanoTime();

    Pace(int mailsPerSecond) {
        this.interval = TimeUnit.SECONDS.toNanos(1) / mailsPerSecond;
    }

    /** Returns when the next may go. */
    void await() {
        long turn = turn();
        for (long left = turn - System.nanoTime(); left > 0; left = turn - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private synchronized long turn() {
        long earliest = System.nanoTime() - CATCH_UP;
        long turn = next - earliest > 0 ? next : earliest;
        next = turn + interval;
        return turn;
    }
}
