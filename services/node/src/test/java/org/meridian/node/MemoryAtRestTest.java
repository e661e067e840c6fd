package org.meridian.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MemoryAtRestTest {

    private static final Duration WORK = Duration.ofSeconds(20);
    private static final Duration REST = Duration.ofSeconds(1);

    private final MemoryAtRest memory = new MemoryAtRest();
    private Duration processorTime = Duration.ZERO;

    @Test
    void isGivenBackOnceAfterEachBusyTime() {
        assertThat(afterIntervalsOf(WORK, REST, REST, REST)).containsOnly(false);
        assertThat(afterIntervalsOf(REST)).containsExactly(true);
        assertThat(afterIntervalsOf(IntStream.range(0, 100).mapToObj(i -> REST).toArray(Duration[]::new)))
                .containsOnly(false);
        assertThat(afterIntervalsOf(WORK, REST, REST, REST, REST)).containsExactly(false, false, false, false, true);
    }

    @Test
    void isNotGivenBackBetweenTwoBusyTimes() {
        assertThat(afterIntervalsOf(WORK, REST, REST, REST, WORK, REST, REST, REST)).containsOnly(false);
    }

    private List<Boolean> afterIntervalsOf(Duration... processorTimes) {
        return Stream.of(processorTimes).map(taken -> {
            processorTime = processorTime.plus(taken);
            return memory.hasJustComeToRest(processorTime);
        }).toList();
    }
}
