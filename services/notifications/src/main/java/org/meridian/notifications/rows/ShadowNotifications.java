package org.meridian.notifications.rows;

import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.meridian.community.Community;
import org.meridian.eventlog.database.Database;
import org.meridian.eventlog.event.ReadModel;
import org.meridian.eventlog.event.ServiceReadModel;
import org.meridian.mail.queue.Mailings;
import org.meridian.notifications.NotificationsConfiguration;

/** The rows of notifications for writing them a second time. */
public final class ShadowNotifications implements ServiceReadModel {

    @Override
    public String service() {
        return NotificationsConfiguration.SERVICE;
    }

    @Override
    public List<String> libraries() {
        return List.of(Community.TABLES, Mailings.TABLES);
    }

    @Override
    public Pattern topics() {
        return NotificationsConfiguration.TOPICS;
    }

    @Override
    public ReadModel in(Database database, String node, Clock clock) {
        return new NotificationsReadModel(node, clock);
    }

    @Override
    public Set<String> queues() {
        return Set.of("awaits_arrival", "awaits_planning", "awaits_announcement", "awaits_acceptance");
    }
}
