package org.meridian.http.log;

import org.meridian.eventlog.EventLog;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Up once all logs of this process are open; until then the node is out of service, and says which it waits for. */
@Component("logHealthIndicator")
final class LogHealth implements HealthIndicator {

    private final ObjectProvider<EventLog> logs;

    LogHealth(ObjectProvider<EventLog> logs) {
        this.logs = logs;
    }

    @Override
    public Health health() {
        Health.Builder health = logs.stream().allMatch(EventLog::isOpen) ? Health.up() : Health.outOfService();
        logs.forEach(log -> health.withDetail(log.service(), log.isOpen() ? "open" : "catching-up"));
        return health.build();
    }
}
