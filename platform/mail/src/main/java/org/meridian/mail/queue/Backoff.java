package org.meridian.mail.queue;

import java.time.Duration;

/** How long a mail rests before it is tried again, and when trying ends. */
final class Backoff {

    static final Duration GIVE_UP_AFTER = Duration.ofDays(3);

    private static final Duration MAX_REST = Duration.ofHours(1);
    private static final int DOUBLINGS = 10;

    private Backoff() {}

    /**
     * Doubled with every attempt up to an hour, and up to a quarter more, so that what failed together is not tried
     * together.
     *
     * @param first    how long it rests after the first attempt
     * @param attempts that were made before this one
     * @param chance   0 to 1
     */
    static Duration after(Duration first, int attempts, double chance) {
        Duration doubled = first.multipliedBy(1L << Math.min(attempts, DOUBLINGS));
        Duration rest = doubled.compareTo(MAX_REST) > 0 ? MAX_REST : doubled;
        return rest.plusMillis((long) (rest.toMillis() * chance / 4));
    }
}
