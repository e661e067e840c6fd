package org.meridian.web.home;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.meridian.web.home.LastTime.Looked;

class LastTimeTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "a.b", "1", "0.31556889864403199", "31556889864403199.0", "-31557014167219200.0",
            "99999999999999999999.1"})
    void whateverABrowserSendsItIsATimeOfTheLastMonths(String cookie) {
        assertThat(Looked.parsed(cookie, NOW).sinceAt(NOW)).isBetween(NOW.minus(Duration.ofDays(180)), NOW);
    }
}
