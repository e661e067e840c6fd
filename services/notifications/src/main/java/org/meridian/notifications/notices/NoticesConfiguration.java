package org.meridian.notifications.notices;

import java.time.Clock;
import org.meridian.eventlog.EventLog;
import org.meridian.notifications.arrivals.Arrivals;
import org.meridian.notifications.atonce.AtOnceConfiguration;
import org.meridian.notifications.atonce.AtOnceQueue;
import org.meridian.notifications.clock.DigestClock;
import org.meridian.process.settings.NodeSettings;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Wires notices. */
@Configuration(proxyBeanMethods = false)
@Import(AtOnceConfiguration.class)
public class NoticesConfiguration {

    @Bean
    RaiseNotices raiseNotices(NodeSettings settings, @Qualifier("notificationsLog") EventLog log, Arrivals arrivals,
            JdbcClient jdbc, PlatformTransactionManager transactions, Clock clock, DigestClock digestClock,
            AtOnceQueue atOnce) {
        String schema = log.service();
        return new RaiseNotices(log, arrivals, jdbc, new TransactionTemplate(transactions), clock,
                new Replies(jdbc, schema, settings.node()), new PendingRequests(jdbc, schema, settings.node(), clock),
                new Decisions(jdbc, schema, settings.node(), digestClock), atOnce);
    }

    @Bean
    NoticesApi noticesApi(@Qualifier("notificationsLog") EventLog log, JdbcClient jdbc, Clock clock) {
        return new NoticesApi(new Notices(jdbc, log.service()), new ReadNotice(log, jdbc, clock), clock);
    }
}
