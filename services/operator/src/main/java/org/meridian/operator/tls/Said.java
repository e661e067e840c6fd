package org.meridian.operator.tls;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What was said in the last minute, of a few hundred things at the most, so that whoever comes again and again fills no log. */
final class Said {

    private static final Duration QUIET = Duration.ofMinutes(1);
    private static final int MOST = 200;

    private final Clock clock;
    private final Map<String, Instant> last = new LinkedHashMap<>();

    Said(Clock clock) {
        this.clock = clock;
    }

    synchronized boolean isNew(@Nullable String sentence) {
        Instant now = clock.instant();
        last.values().removeIf(at -> at.plus(QUIET).isBefore(now));
        return last.size() < MOST && last.putIfAbsent(String.valueOf(sentence), now) == null;
    }
}
