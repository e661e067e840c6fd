package org.meridian.notifications.wording;

import static org.meridian.notifications.wording.Wording.SENTENCES;

import java.time.Duration;
import java.time.Instant;

/** How long ago something was, in words: whole days, hours or minutes, rounded down. */
public final class Age {

    private Age() {}

    /** For example {@code 3 hours}; what another country's clock puts into the future is new. */
    public static String inWords(Instant since, Instant now) {
        return inWords(Duration.between(since, now));
    }

    public static String inWords(Duration age) {
        if (age.toDays() > 0) {
            return SENTENCES.of("days", age.toDays());
        }
        if (age.toHours() > 0) {
            return SENTENCES.of("hours", age.toHours());
        }
        return age.toMinutes() > 0 ? SENTENCES.of("minutes", age.toMinutes()) : SENTENCES.of("no-minute");
    }
}
