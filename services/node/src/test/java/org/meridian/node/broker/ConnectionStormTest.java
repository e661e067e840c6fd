package org.meridian.node.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.quota.ClientQuotaEntity;
import org.apache.kafka.common.quota.ClientQuotaFilter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.meridian.testing.ConnectionStorm;

/** Peers' limits, and what is left for the node's own clients while somebody storms the port for other countries. */
class ConnectionStormTest {

    private static final Duration STORM = Duration.ofSeconds(4);
    private static final Duration QUICK = Duration.ofSeconds(1);
    /** Kafka counts connections over ten seconds, in which it lets 50 a second in. */
    private static final int MOST = 50 * 16;

    private TestBroker uk;

    @BeforeEach
    void start(@TempDir Path home) {
        uk = TestBroker.start("uk", home);
    }

    @AfterEach
    void stop() {
        uk.close();
    }

    @Test
    void theNodesOwnClientsAreAnsweredMeanwhile() throws Exception {
        try (var admin = Admin.create(new HashMap<>(uk.broker().clientConfig()));
                var storm = new ConnectionStorm(uk.settings().peerPort())) {
            long end = System.nanoTime() + STORM.toNanos();
            var answers = new ArrayList<Duration>();
            while (System.nanoTime() < end) {
                long begin = System.nanoTime();
                assertThat(admin.describeCluster().clusterId().get()).isEqualTo(uk.broker().clusterId());
                answers.add(Duration.ofNanos(System.nanoTime() - begin));
            }
            Collections.sort(answers);
            assertThat(answers.get(answers.size() * 9 / 10)).isLessThan(QUICK);
            assertThat(storm.answered()).isPositive().isLessThan(MOST);
        }
    }

    @Test
    void eachPeerHasLimitsOfItsOwnWhileItIsOne() throws Exception {
        uk.grantAccess(Map.of("nz", "nz's secret", "au", "au's secret"));
        var limits = Map.of("consumer_byte_rate", 64e6, "request_percentage", 100.0);
        assertThat(quotas()).isEqualTo(Map.of("link-nz", limits, "link-au", limits));

        uk.grantAccess(Map.of("nz", "nz's secret"));
        assertThat(quotas()).isEqualTo(Map.of("link-nz", limits));
    }

    private Map<String, Map<String, Double>> quotas() throws Exception {
        try (var admin = Admin.create(new HashMap<>(uk.broker().clientConfig()))) {
            var quotas = new HashMap<String, Map<String, Double>>();
            admin.describeClientQuotas(ClientQuotaFilter.all()).entities().get().forEach(
                    (entity, limits) -> quotas.put(entity.entries().getOrDefault(ClientQuotaEntity.USER, ""), limits));
            return quotas;
        }
    }
}
