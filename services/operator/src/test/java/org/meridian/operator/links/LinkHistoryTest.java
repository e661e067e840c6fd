package org.meridian.operator.links;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.meridian.operator.links.LinkHistory.Minute;

class LinkHistoryTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final LinkHistory history = new LinkHistory();

    @Test
    void aMinuteIsAsItWasAtItsWorst() {
        see(LinkState.RUNNING, 3L, 1);
        see(LinkState.DOWN, null, 20);
        see(LinkState.RUNNING, 7L, 59);
        see(LinkState.RUNNING, 0L, 61);

        assertThat(history.minutes()).containsExactly(new Minute(NOON, LinkState.DOWN, 7L),
                new Minute(NOON.plusSeconds(60), LinkState.RUNNING, 0L));
    }

    @Test
    void aClockThatIsPutBackMakesNoMinuteTwice() {
        see(LinkState.RUNNING, 1L, 70);
        see(LinkState.RUNNING, 2L, 10);

        assertThat(history.minutes()).containsExactly(new Minute(NOON.plusSeconds(60), LinkState.RUNNING, 2L));
    }

    @Test
    void noMoreThanADayIsKept() {
        for (int minute = 0; minute < 3_000; minute++) {
            see(LinkState.RUNNING, 0L, minute * 60L);
        }

        assertThat(history.minutes()).hasSize(1_440).first().isEqualTo(
                new Minute(NOON.plusSeconds(1_560 * 60L), LinkState.RUNNING, 0L));
    }

    private void see(LinkState state, @Nullable Long lag, long second) {
        history.add(new LinkStatus("nz", state, lag, null, null), NOON.plusSeconds(second));
    }
}
