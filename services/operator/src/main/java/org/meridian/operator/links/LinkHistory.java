package org.meridian.operator.links;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a link did in each minute of the last day, at its worst. In memory: it begins with the process. At most 1,440 minutes are
 * kept.
 */
public final class LinkHistory {

    private static final Duration KEPT = Duration.ofDays(1);
    private static final List<LinkState> FROM_BEST = List.of(LinkState.RUNNING, LinkState.STARTING, LinkState.PAUSING,
            LinkState.PAUSED, LinkState.DOWN);

    /**
     * A minute.
     *
     * @param at         when it began
     * @param state      the worst of it
     * @param lagRecords the most; null while it was not known
     */
    public record Minute(Instant at, LinkState state, @Nullable Long lagRecords) {

        Minute and(Minute other) {
            boolean isWorse = FROM_BEST.indexOf(other.state) > FROM_BEST.indexOf(state);
            return new Minute(at, isWorse ? other.state : state, more(lagRecords, other.lagRecords));
        }

        private static @Nullable Long more(@Nullable Long one, @Nullable Long other) {
            if (one == null || other == null) {
                return one == null ? other : one;
            }
            return Math.max(one, other);
        }
    }

    private final Deque<Minute> minutes = new ArrayDeque<>();

    synchronized void add(LinkStatus status, Instant now) {
        Minute seen = new Minute(now.truncatedTo(ChronoUnit.MINUTES), status.state(), status.lagRecords());
        Minute last = minutes.peekLast();
        if (last != null && !seen.at().isAfter(last.at())) {
            minutes.removeLast();
            minutes.add(last.and(seen)); // a clock that was put back too
        } else {
            minutes.add(seen);
        }
        while (!minutes.getFirst().at().isAfter(seen.at().minus(KEPT))) {
            minutes.removeFirst();
        }
    }

    /** Oldest first. */
    synchronized List<Minute> minutes() {
        return List.copyOf(minutes);
    }
}
