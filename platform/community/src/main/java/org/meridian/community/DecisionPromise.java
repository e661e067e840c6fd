package org.meridian.community;

import java.time.Instant;
import org.meridian.calendar.Country;

/** How soon a request to join is decided: within two working days of the group's home. */
public final class DecisionPromise {

    private static final int WORKING_DAYS = 2;
    /** After so many periods without a decision nobody is told any more. */
    private static final int MOST = 30;

    private DecisionPromise() {}

    /** By when it is to be decided. */
    public static Instant due(Instant asked, Country home) {
        return end(asked, home, 1);
    }

    /** How many such periods have passed since it was asked, at the most 30. */
    public static int passed(Instant asked, Country home, Instant now) {
        int periods = 0;
        while (periods < MOST && !end(asked, home, periods + 1).isAfter(now)) {
            periods++;
        }
        return periods;
    }

    /** @param period counted from 1 */
    public static Instant end(Instant asked, Country home, int period) {
        return home.workingDaysAfter(asked, WORKING_DAYS * period);
    }
}
