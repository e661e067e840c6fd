package org.meridian.notifications.wording;

import java.time.Duration;
import java.time.Instant;
import org.meridian.text.Sentences;

/** How long ago something was, in words: whole days, hours or minutes, rounded down. */
public final class Age {

    private Age() {}

    /** For example {@code 3 hours}; what another country's clock puts into the future is new. */
    public static String inWords(Instant since, Instant now, Sentences sentences) {
        return inWords(Duration.between(since, now), sentences);
    }

    public static String inWords(Duration age, Sentences sentences) {
        if (age.toDays() > 0) {
            return sentences.of("days", age.toDays());
        }
        if (age.toHours() > 0) {
            return sentences.of("hours", age.toHours());
        }
        return age.toMinutes() > 0 ? sentences.of("minutes", age.toMinutes()) : sentences.of("no-minute");
    }
}
