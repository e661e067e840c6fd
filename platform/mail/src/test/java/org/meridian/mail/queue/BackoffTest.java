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
        assertThat(Backoff.after(attempts, chance)).isEqualTo(rest);
    }
}
