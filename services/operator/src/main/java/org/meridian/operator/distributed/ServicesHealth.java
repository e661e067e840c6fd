package org.meridian.operator.distributed;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.meridian.http.client.HttpClients;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClientException;
import org.springframework.web.service.annotation.GetExchange;

/** Up while all services of the node are, and Kafka lets peers in; a link that is down leaves a node healthy. */
@Component("servicesHealthIndicator")
final class ServicesHealth implements HealthIndicator {

    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private interface HealthCall {

        /** Returns where it is up. */
        @GetExchange("/actuator/health")
        void health();
    }

    private final Map<String, HealthCall> services = new LinkedHashMap<>();
    private final KafkaAccessSetup kafka;

    ServicesHealth(OperatorSettings settings, KafkaAccessSetup kafka) {
        var http = new HttpClients(TIMEOUT);
        settings.services().forEach((name, url) -> services.put(name, http.client(HealthCall.class, url)));
        this.kafka = kafka;
    }

    @Override
    public Health health() {
        Health.Builder health = Health.up();
        if (!kafka.isGranted()) {
            health.outOfService().withDetail("kafka", "does not know yet who may read");
        }
        services.forEach((name, service) -> {
            boolean up = isUp(service);
            health.withDetail(name, up ? "up" : "down");
            if (!up) {
                health.outOfService();
            }
        });
        return health.build();
    }

    private static boolean isUp(HealthCall service) {
        try {
            service.health();
            return true;
        } catch (RestClientException e) {
            return false;
        }
    }
}
