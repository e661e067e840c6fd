package org.meridian.http.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MockClock;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SaidQuantilesTest {

    private final MockClock clock = new MockClock();
    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT,
            new SaidQuantiles(), clock);

    @Test
    void whereNothingCameLatelyThereAreNoQuantiles() {
        Timer timer = Timer.builder("meridian.link.latency").description("How late").publishPercentiles(0.5, 0.99)
                .distributionStatisticExpiry(Duration.ofMinutes(5)).register(meters);
        timer.record(Duration.ofMillis(20));
        assertThat(meters.scrape()).contains("quantile=\"0.5\"", "meridian_link_latency_seconds_count 1",
                "# HELP meridian_link_latency_seconds How late");

        clock.add(Duration.ofMinutes(20));

        assertThat(meters.scrape()).doesNotContain("quantile").contains("meridian_link_latency_seconds_count 1");
    }
}
