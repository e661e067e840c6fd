package org.meridian.notifications;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The real time, and what a test adds to it. */
public final class MovableClock extends Clock {

    private volatile Duration added = Duration.ZERO;

    public void add(Duration duration) {
        added = added.plus(duration);
    }

    @Override
    public Instant instant() {
        return InstantSource.system().instant().plus(added);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException();
    }
}
