package org.meridian.node.distributed;

import java.util.Map;
import org.meridian.node.http.HttpCalls;
import org.meridian.node.http.HttpCalls.NoAnswer;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Up while all services of the node are, and peers have been let into Kafka; a link that is down leaves a node healthy. */
record ServicesHealth(Map<String, String> services, HttpCalls http, KafkaAccessSetup preparation)
        implements
            HealthIndicator {

    @Override
    public Health health() {
        Health.Builder health = Health.up();
        if (!preparation.isGranted()) {
            health.outOfService().withDetail("kafka", "not told yet who may read");
        }
        services.forEach((service, url) -> {
            boolean up = isUp(url);
            health.withDetail(service, up ? "up" : "down");
            if (!up) {
                health.outOfService();
            }
        });
        return health.build();
    }

    private boolean isUp(String url) {
        try {
            return http.get(url + "/actuator/health", null).status() == 200;
        } catch (NoAnswer e) {
            return false;
        }
    }
}
