package org.meridian.notifications.atonce;

import java.time.Duration;
import java.time.Instant;

/** How long ago something was, in words: whole days, hours or minutes, rounded down. */
public final class Age {

    private Age() {}

    /** For example {@code 3 hours}; what another country's clock puts into the future is new. */
    public static String content(Instant since, Instant now) {
        Duration age = Duration.between(since, now);
        if (age.compareTo(Duration.ofMinutes(1)) < 0) {
            return "less than a minute";
        }
        return age.toDays() > 0
                ? counted(age.toDays(), "day")
                : age.toHours() > 0 ? counted(age.toHours(), "hour") : counted(age.toMinutes(), "minute");
    }

    private static String counted(long number, String unit) {
        return number + " " + unit + (number == 1 ? "" : "s");
    }
}
