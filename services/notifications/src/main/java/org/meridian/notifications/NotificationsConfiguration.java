package org.meridian.notifications;

import static org.meridian.schemas.Topics.DOMESTIC_ACCOUNTS;
import static org.meridian.schemas.Topics.DOMESTIC_CHARTERS;
import static org.meridian.schemas.Topics.DOMESTIC_CONTENT;
import static org.meridian.schemas.Topics.DOMESTIC_MEMBERSHIP;
import static org.meridian.schemas.Topics.DOMESTIC_NOTIFICATIONS;
import static org.meridian.schemas.Topics.DOMESTIC_POSTS;
import static org.meridian.schemas.Topics.DOMESTIC_PREFERENCES;
import static org.meridian.schemas.Topics.SHARED_CHARTERS;
import static org.meridian.schemas.Topics.SHARED_CONTENT;
import static org.meridian.schemas.Topics.SHARED_MEMBERSHIP;
import static org.meridian.schemas.Topics.SHARED_POSTS;
import static org.meridian.schemas.Topics.SHARED_PROFILES;
import static org.meridian.schemas.Topics.TO_REQUESTS;

import java.time.Clock;
import java.time.Duration;
import java.util.regex.Pattern;
import org.meridian.eventlog.EventLog;
import org.meridian.eventlog.EventLogs;
import org.meridian.notifications.arrivals.ArrivalsConfiguration;
import org.meridian.notifications.clock.ClockConfiguration;
import org.meridian.notifications.delivery.DeliveryConfiguration;
import org.meridian.notifications.digest.DigestConfiguration;
import org.meridian.notifications.notices.NoticesConfiguration;
import org.meridian.notifications.preferences.PreferencesConfiguration;
import org.meridian.schemas.Topics;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The notifications service: its log, its tables and its features. */
@Configuration(proxyBeanMethods = false)
@Import({ClockConfiguration.class, ArrivalsConfiguration.class, PreferencesConfiguration.class,
        DeliveryConfiguration.class, DigestConfiguration.class, NoticesConfiguration.class})
public class NotificationsConfiguration {

    static final String SCHEMA = "notifications";
    static final Pattern TOPICS = Topics.pattern(SHARED_MEMBERSHIP, DOMESTIC_MEMBERSHIP, SHARED_PROFILES,
            SHARED_CHARTERS, DOMESTIC_CHARTERS, SHARED_POSTS, DOMESTIC_POSTS, SHARED_CONTENT, DOMESTIC_CONTENT,
            TO_REQUESTS, DOMESTIC_ACCOUNTS, DOMESTIC_PREFERENCES, DOMESTIC_NOTIFICATIONS);

    /** A notice or a digest is no less welcome for it; a transaction for each post would take as much as the post. */
    private static final Duration TIMEOUT = Duration.ofMillis(200);

    @Bean
    EventLog notificationsLog(EventLogs logs, Clock clock) {
        return logs.create(SCHEMA, TOPICS, TIMEOUT, new NotificationsReadModel(SCHEMA, clock));
    }
}
