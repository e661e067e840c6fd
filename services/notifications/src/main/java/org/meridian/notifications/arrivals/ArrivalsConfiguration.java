package org.meridian.notifications.arrivals;

import org.meridian.eventlog.EventLog;
import org.meridian.notifications.clock.DigestClock;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Wires the numbering of what arrives. */
@Configuration(proxyBeanMethods = false)
public class ArrivalsConfiguration {

    @Bean
    Arrivals arrivals(@Qualifier("notificationsLog") EventLog log, JdbcTemplate jdbc,
            PlatformTransactionManager transactions, DigestClock clock) {
        return new Arrivals(log, jdbc, new TransactionTemplate(transactions), clock);
    }
}
