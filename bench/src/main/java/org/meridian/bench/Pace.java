package org.meridian.bench;

import java.util.concurrent.locks.LockSupport;

/** An open load: events at fixed times, whether or not the earlier ones have been dealt with. */
record Pace(int perSecond, int warmUpSeconds, int seconds) {

    /** The warm-up's events are not measured. */
    @FunctionalInterface
    interface Event {
        void happens(int number, boolean measured) throws Exception;
    }

    int measuredEvents() {
        return perSecond * seconds;
    }

    void run(Event event) throws Exception {
        long begin = System.nanoTime();
        int warmUp = perSecond * warmUpSeconds;
        for (int i = 0; i < warmUp + measuredEvents(); i++) {
            long due = begin + i * 1_000_000_000L / perSecond;
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            event.happens(i, i >= warmUp);
        }
    }
}
