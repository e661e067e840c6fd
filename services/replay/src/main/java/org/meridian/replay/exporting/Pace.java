package org.meridian.replay.exporting;

import java.util.concurrent.TimeUnit;

/**
 * When a fact is due: at once, or at a multiple of the speed at which facts happened, with long gaps cut short. Facts come
 * in the order of their time, so the clock only goes forward.
 */
final class Pace {

    private final double speed;
    private final long maxGapNanos;
    private long previousMicros = Long.MIN_VALUE;
    private long dueNanos;

    /**
     * @param speed          how many times the original; 0 for as fast as possible
     * @param maxGapNanos    the longest wait between two facts
     */
    Pace(double speed, long maxGapNanos, long nowNanos) {
        this.speed = speed;
        this.maxGapNanos = maxGapNanos;
        this.dueNanos = nowNanos;
    }

    /** How long to wait, in nanoseconds, before a fact of this time is given; 0 or less when it is due. */
    long waitFor(long timeMicros, long nowNanos) {
        if (speed == 0) {
            return 0;
        }
        if (previousMicros != Long.MIN_VALUE) {
            double gap = TimeUnit.MICROSECONDS.toNanos(1) * (double) (timeMicros - previousMicros) / speed;
            dueNanos += (long) Math.min(gap, maxGapNanos);
        }
        previousMicros = timeMicros;
        return dueNanos - nowNanos;
    }
}
