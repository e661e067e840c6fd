package org.meridian.notifications.delivery;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.meridian.eventlog.EventLog;
import org.meridian.http.AccessRules;
import org.meridian.notifications.preferences.ChangePreferences;
import org.meridian.notifications.settings.NotificationsSettings;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Wires mail. The log has made the tables that are read at once. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(NotificationsSettings.class)
public class DeliveryConfiguration {

    @Bean
    Mailings mailings(@Qualifier("notificationsLog") EventLog log, JdbcTemplate jdbc, MeterRegistry meters,
            Clock clock) {
        Mailings mailings = new Mailings(jdbc, log.service(), clock);
        meters.gauge("meridian.mail.waiting", mailings, Mailings::waiting);
        return mailings;
    }

    @Bean
    MailStops mailStops(@Qualifier("notificationsLog") EventLog log, JdbcClient jdbc) {
        return new MailStops(jdbc, log.service());
    }

    @Bean
    UnsubscribeTokens unsubscribeTokens(@Qualifier("notificationsLog") EventLog log, JdbcClient jdbc) {
        return UnsubscribeTokens.loadOrMake(jdbc, log.service());
    }

    @Bean
    Delivery delivery(@Qualifier("notificationsLog") EventLog log, Mailings mailings, MailStops mailStops,
            UnsubscribeTokens tokens, NotificationsSettings settings, JavaMailSenderImpl mailSender,
            ObjectProvider<Messages> letters, PlatformTransactionManager transactions, MeterRegistry meters,
            Clock clock) {
        MailServer server = new MailServer(mailSender, clock);
        Sender sender = new Sender(mailings, mailStops, server, new Composer(settings, tokens),
                new TransactionTemplate(transactions), meters, clock);
        return new Delivery(log, mailings, server, sender, letters, settings.mailConnections());
    }

    @Bean
    MailStopApi mailStopApi(MailStops mailStops) {
        return new MailStopApi(mailStops);
    }

    @Bean
    UnsubscribePage unsubscribePage(@Qualifier("notificationsLog") EventLog log, UnsubscribeTokens tokens,
            ChangePreferences preferences) {
        return new UnsubscribePage(tokens, new Unsubscribe(log, preferences));
    }

    @Bean
    AccessRules unsubscribeLooking() {
        return AccessRules.everyone(HttpMethod.GET, "/unsubscribe/*");
    }

    @Bean
    AccessRules unsubscribeDoing() {
        return AccessRules.everyone(HttpMethod.POST, "/unsubscribe/*");
    }
}
