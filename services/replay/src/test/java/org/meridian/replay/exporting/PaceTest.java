package org.meridian.replay.exporting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PaceTest {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    @Test
    void gapsAreAsLongAsTheSpeedSaysAndNeverLongerThanTheLongest() {
        Pace pace = new Pace(10, 2 * SECOND, 0);

        assertThat(pace.waitFor(1_000_000_000, 0)).isZero();
        assertThat(pace.waitFor(1_005_000_000, 0)).isEqualTo(SECOND / 2);
        assertThat(pace.waitFor(9_005_000_000L, SECOND / 2)).isEqualTo(2 * SECOND);
        assertThat(pace.waitFor(9_005_000_000L, 3 * SECOND)).as("a late one is not waited for").isNegative();
    }

    @Test
    void asFastAsPossibleNeverWaits() {
        Pace pace = new Pace(0, SECOND, 0);

        assertThat(pace.waitFor(1, 0)).isZero();
        assertThat(pace.waitFor(1_000_000_000_000L, 0)).isZero();
    }
}
