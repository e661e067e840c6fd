package org.meridian.notifications.atonce;

import java.time.Clock;
import org.meridian.eventlog.EventLog;
import org.meridian.notifications.clock.DigestClock;
import org.meridian.notifications.delivery.Mailings;
import org.meridian.notifications.settings.NotificationsSettings;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Wires what is mailed at once. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(NotificationsSettings.class)
public class AtOnceConfiguration {

    @Bean
    AtOnceQueue atOnceQueue(@Qualifier("notificationsLog") EventLog log, JdbcClient jdbc) {
        return new AtOnceQueue(jdbc, log.service());
    }

    @Bean
    GatherMail gatherMailAtOnce(@Qualifier("notificationsLog") EventLog log, AtOnceQueue queue, JdbcClient jdbc,
            PlatformTransactionManager transactions, Mailings mailings, Clock clock, DigestClock digestClock) {
        return new GatherMail(log, queue, jdbc, new TransactionTemplate(transactions), mailings, clock, digestClock);
    }

    @Bean
    AtOnceMessages atOnceLetters(@Qualifier("notificationsLog") EventLog log, JdbcClient jdbc, Clock clock,
            NotificationsSettings settings) {
        return new AtOnceMessages(jdbc, log.service(), clock,
                new MessageWriter(settings.publicUrl(), new BothTimes(settings.timeZones())));
    }
}
