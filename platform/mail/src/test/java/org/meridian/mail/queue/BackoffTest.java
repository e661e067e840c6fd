package org.meridian.mail.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {

    @ParameterizedTest
    @CsvSource({"0,0,PT1M", "1,0,PT2M", "5,0,PT32M", "6,0,PT1H", "70,0,PT1H", "2000000000,0,PT1H", "0,1,PT1M15S",
            "70,0.5,PT1H7M30S"})
    void doublesFromAMinuteToAnHourAndUpToAQuarterMore(int attempts, double chance, Duration rest) {
        assertThat(Backoff.after(Duration.ofMinutes(1), attempts, chance)).isEqualTo(rest);
    }

    @ParameterizedTest
    @CsvSource({"0,PT5S", "1,PT10S", "4,PT1M20S", "9,PT42M40S", "10,PT1H"})
    void whatIsWaitedForRestsForSecondsAtFirst(int attempts, Duration rest) {
        assertThat(Backoff.after(Duration.ofSeconds(5), attempts, 0)).isEqualTo(rest);
    }
}
