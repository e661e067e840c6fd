package org.meridian.notifications.preferences;

import org.meridian.eventlog.EventLog;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Wires preferences. */
@Configuration(proxyBeanMethods = false)
public class PreferencesConfiguration {

    @Bean
    ChangePreferences changePreferences(@Qualifier("notificationsLog") EventLog log, JdbcClient jdbc,
            PlatformTransactionManager transactions) {
        return new ChangePreferences(log, jdbc, new TransactionTemplate(transactions));
    }

    @Bean
    PreferencesApi preferencesApi(@Qualifier("notificationsLog") EventLog log, ChangePreferences preferences,
            JdbcClient jdbc) {
        return new PreferencesApi(log, preferences, jdbc);
    }
}
