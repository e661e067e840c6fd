package org.meridian.eventlog;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import javax.sql.DataSource;
import org.meridian.eventlog.serde.PeerSchemas;
import org.meridian.schemas.SchemaLock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What a process needs once, however many services run in it. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(NodeSettings.class)
public class EventLogConfiguration {

    @Bean
    @ConditionalOnMissingBean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    PeerSchemas peerSchemas() {
        return new PeerSchemas();
    }

    @Bean
    SchemaLock schemaLock() {
        return SchemaLock.onClassPath();
    }

    @Bean
    LogTopics logTopics(NodeSettings settings) {
        return new LogTopics(settings);
    }

    @Bean
    EventLogs eventLogs(NodeSettings settings, DataSource dataSource, PlatformTransactionManager transactions,
            MeterRegistry meters, Clock clock, LogTopics topics, PeerSchemas peerSchemas) {
        return new EventLogs(settings, dataSource, new TransactionTemplate(transactions), meters, clock, topics,
                peerSchemas);
    }

    @Bean
    SchemaAnnouncements schemaAnnouncements(NodeSettings settings, LogTopics topics, PeerSchemas peerSchemas,
            ObjectProvider<EventLog> logs) {
        return new SchemaAnnouncements(settings, topics, peerSchemas, logs);
    }
}
