package org.meridian.notifications.delivery;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.meridian.eventlog.EventLog;
import org.meridian.eventlog.database.Database;
import org.meridian.http.AccessRules;
import org.meridian.notifications.Notifications;
import org.meridian.notifications.preferences.ChangePreferences;
import org.meridian.notifications.settings.NotificationsSettings;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/** Wires mail. */
@Configuration(proxyBeanMethods = false)
public class DeliveryConfiguration {

    @Bean
    Mailings mailings(@Notifications Database database, MeterRegistry meters, Clock clock) {
        Mailings mailings = new Mailings(database.jdbc(), database.service(), clock);
        meters.gauge("meridian.mail.waiting", mailings, Mailings::waiting);
        return mailings;
    }

    @Bean
    MailStops mailStops(@Notifications Database database) {
        return new MailStops(database.client(), database.service());
    }

    @Bean
    UnsubscribeTokens unsubscribeTokens(@Notifications Database database) {
        return UnsubscribeTokens.in(database);
    }

    @Bean
    Delivery delivery(@Notifications EventLog log, @Notifications Database database, Mailings mailings,
            MailStops mailStops,
            UnsubscribeTokens tokens, NotificationsSettings settings, JavaMailSenderImpl mailSender,
            ObjectProvider<Messages> letters, MeterRegistry meters,
            Clock clock) {
        MailServer server = new MailServer(mailSender, clock);
        Sender sender = new Sender(mailings, mailStops, server, new Composer(settings, tokens),
                database.transaction(), meters, clock);
        return new Delivery(log, mailings, server, sender, letters, settings.mailConnections());
    }

    @Bean
    Unsubscribe unsubscribe(@Notifications EventLog log, ChangePreferences preferences) {
        return new Unsubscribe(log, preferences);
    }

    @Bean
    AccessRules unsubscribePaths() {
        return AccessRules.everyone(HttpMethod.GET, "/unsubscribe/*")
                .then(AccessRules.everyone(HttpMethod.POST, "/unsubscribe/*"));
    }
}
