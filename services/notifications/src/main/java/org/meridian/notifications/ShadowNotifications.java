package org.meridian.notifications;

import java.time.Clock;
import java.util.Set;
import java.util.regex.Pattern;
import org.meridian.eventlog.event.ReadModel;
import org.meridian.eventlog.event.ServiceReadModel;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The rows of notifications for writing them a second time. */
public final class ShadowNotifications implements ServiceReadModel {

    @Override
    public String service() {
        return NotificationsConfiguration.SCHEMA;
    }

    @Override
    public Pattern topics() {
        return NotificationsConfiguration.TOPICS;
    }

    @Override
    public ReadModel in(String schema, JdbcClient jdbc, Clock clock) {
        return new NotificationsReadModel(schema, clock);
    }

    @Override
    public Set<String> queues() {
        return Set.of("awaits_arrival", "awaits_planning", "awaits_announcement");
    }
}
