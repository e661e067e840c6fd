package org.meridian.notifications.atonce;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** When a mail goes at once: the first right away, what follows gathered, none in quiet hours. */
final class AtOnceDecider {

    /** What comes within this time of a member's last mail at once goes as one mail when it is over. */
    static final Duration GATHERING = Duration.ofMinutes(5);

    private AtOnceDecider() {}

    /**
     * @param last   when the member's last mail at once went, by the real clock; null: there was none
     * @param shown  now, by the clock that digests go by
     * @param heldTo when the member's quiet hours end, by that clock; {@code shown} or earlier: it is none of them
     */
    static boolean isDue(Instant now, @Nullable Instant last, Instant shown, Instant heldTo) {
        boolean gathers = last != null && now.isBefore(last.plus(GATHERING));
        return !gathers && !heldTo.isAfter(shown);
    }
}
