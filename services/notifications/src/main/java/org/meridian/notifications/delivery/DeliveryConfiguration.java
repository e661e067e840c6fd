package org.meridian.notifications.delivery;

import java.time.Clock;
import java.util.List;
import org.meridian.eventlog.EventLog;
import org.meridian.eventlog.database.Database;
import org.meridian.mail.MailConfiguration;
import org.meridian.mail.queue.Deliveries;
import org.meridian.mail.queue.Delivery;
import org.meridian.mail.queue.Mailings;
import org.meridian.mail.queue.Messages;
import org.meridian.mail.unsubscribe.UnsubscribeConfiguration;
import org.meridian.mail.unsubscribe.UnsubscribeTokens;
import org.meridian.notifications.Notifications;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Wires the mail of this service. */
@Configuration(proxyBeanMethods = false)
@Import({MailConfiguration.class, UnsubscribeConfiguration.class})
public class DeliveryConfiguration {

    @Bean
    @Notifications
    Mailings notificationsMailings(@Notifications Database database, Clock clock) {
        return new Mailings(database, clock);
    }

    @Bean
    UnsubscribeTokens unsubscribeTokens(@Notifications Database database) {
        return UnsubscribeTokens.in(database);
    }

    @Bean
    Delivery notificationsDelivery(Deliveries deliveries, @Notifications EventLog log,
            @Notifications Database database, @Notifications Mailings mailings, MailStops refused,
            @Notifications List<Messages> messages) {
        return deliveries.create(log, database, mailings, refused, messages);
    }
}
