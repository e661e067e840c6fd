package org.meridian.mail.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SpreadTest {

    @Test
    void aSingleMailGoesAtItsTime() {
        assertThat(Spread.of("one", 1)).isZero();
    }

    @Test
    void aThousandASecondUpToTenMinutes() {
        Map<Long, Long> perSecond = IntStream.range(0, 20_000)
                .mapToObj(i -> Spread.of("nz-member.2026-03-0" + i, 20_000))
                .collect(Collectors.groupingBy(Duration::toSeconds, Collectors.counting()));
        assertThat(perSecond).hasSize(20).allSatisfy((second, count) -> assertThat(count).isBetween(850L, 1_150L));
        assertThat(IntStream.range(0, 1_000).mapToObj(i -> Spread.of("member " + i, 10_000_000)))
                .allMatch(it -> it.compareTo(Spread.MAX_WINDOW) < 0).anyMatch(it -> it.toMinutes() >= 9);
    }

    @Test
    void isTheSameWheneverItIsAskedFor() {
        assertThat(Spread.of("nz-1.2026-03-01", 100_000)).isEqualTo(Spread.of("nz-1.2026-03-01", 100_000));
        assertThat(Spread.of("nz-1.2026-03-01", 100_000)).isNotEqualTo(Spread.of("nz-1.2026-03-02", 100_000));
    }
}
