package org.meridian.notifications;

import static org.meridian.schemas.Topics.DOMESTIC_ACCOUNTS;
import static org.meridian.schemas.Topics.DOMESTIC_ANNOUNCEMENTS;
import static org.meridian.schemas.Topics.DOMESTIC_CONTENT;
import static org.meridian.schemas.Topics.DOMESTIC_NOTIFICATIONS;
import static org.meridian.schemas.Topics.DOMESTIC_PREFERENCES;
import static org.meridian.schemas.Topics.SHARED_CONTENT;
import static org.meridian.schemas.Topics.TO_ANSWERS;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.meridian.calendar.Countries;
import org.meridian.calendar.WorkingDays;
import org.meridian.community.Community;
import org.meridian.eventlog.EventLog;
import org.meridian.eventlog.EventLogs;
import org.meridian.eventlog.database.Database;
import org.meridian.eventlog.database.Databases;
import org.meridian.eventlog.event.ReadModel;
import org.meridian.http.AccessRules;
import org.meridian.http.AccessRules.Role;
import org.meridian.http.IdempotencyKeys;
import org.meridian.mail.MailConfiguration;
import org.meridian.mail.queue.Deliveries;
import org.meridian.mail.queue.Delivery;
import org.meridian.mail.queue.Mailings;
import org.meridian.mail.queue.Messages;
import org.meridian.mail.queue.RefusedAddresses;
import org.meridian.mail.unsubscribe.UnsubscribePage;
import org.meridian.mail.unsubscribe.UnsubscribeTokens;
import org.meridian.notifications.settings.NotificationsSettings;
import org.meridian.process.settings.NodeSettings;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpMethod;

/** The notifications service: its database, its log, and the features that are found below this package. */
@Configuration(proxyBeanMethods = false)
@ComponentScan(nameGenerator = FullyQualifiedAnnotationBeanNameGenerator.class, excludeFilters = @Filter(SpringBootConfiguration.class))
@Import({MailConfiguration.class, UnsubscribePage.class})
@EnableConfigurationProperties({NotificationsSettings.class, Countries.class})
public class NotificationsConfiguration {

    public static final String SERVICE = "notifications";
    public static final Pattern TOPICS = Community.topics(SHARED_CONTENT, DOMESTIC_CONTENT,
            DOMESTIC_ACCOUNTS, DOMESTIC_PREFERENCES, DOMESTIC_NOTIFICATIONS, DOMESTIC_ANNOUNCEMENTS,
            TO_ANSWERS);

    /**
     * How long a record waits for others. A notice or a digest is no less welcome for it; a transaction for each post would
     * take as much as the post.
     */
    private static final Duration PATIENCE = Duration.ofMillis(200);

    @Bean
    @Notifications
    Database notificationsDatabase(Databases databases) {
        return databases.of(SERVICE, Community.TABLES, Mailings.TABLES);
    }

    @Bean
    @Notifications
    EventLog notificationsLog(EventLogs logs, @Notifications Database database, @Notifications ReadModel rows) {
        return logs.create(database, TOPICS, PATIENCE, rows);
    }

    @Bean
    @Notifications
    IdempotencyKeys notificationsKeys(@Notifications EventLog log, @Notifications Database database, Clock clock) {
        return new IdempotencyKeys(log, database, clock);
    }

    @Bean
    @Notifications
    Mailings notificationsMailings(@Notifications Database database, Clock clock) {
        return new Mailings(database, clock);
    }

    @Bean
    Delivery notificationsDelivery(Deliveries deliveries, @Notifications EventLog log,
            @Notifications Database database, @Notifications Mailings mailings, RefusedAddresses refused,
            @Notifications List<Messages> messages) {
        return deliveries.create(log, database, mailings, refused, messages);
    }

    @Bean
    UnsubscribeTokens unsubscribeTokens(@Notifications Database database) {
        return UnsubscribeTokens.in(database);
    }

    @Bean
    AccessRules unsubscribePaths() {
        return UnsubscribePage.PATHS;
    }

    @Bean
    WorkingDays workingDays(NodeSettings node, Countries countries) {
        return countries.of(node.node()).workingDays();
    }

    @Bean
    AccessRules notificationsPaths() {
        return AccessRules.only(Set.of(Role.OPERATOR), "/api/digest-waves", "/api/announcements/*")
                .then(AccessRules.only(Set.of(Role.OPERATOR), HttpMethod.POST, "/api/announcements"));
    }

    @Bean
    @ConditionalOnProperty("meridian.demo")
    AccessRules demoClockPaths() {
        return AccessRules.everyone(HttpMethod.GET, "/demo/clock")
                .then(AccessRules.everyone(HttpMethod.PUT, "/demo/clock"))
                .then(AccessRules.everyone(HttpMethod.DELETE, "/demo/clock"));
    }
}
