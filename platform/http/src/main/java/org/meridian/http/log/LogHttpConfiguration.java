package org.meridian.http.log;

import io.micrometer.core.instrument.MeterRegistry;
import org.meridian.eventlog.Agreement;
import org.meridian.eventlog.EventLog;
import org.meridian.eventlog.database.Database;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the logs of this process say of themselves. */
@Configuration(proxyBeanMethods = false)
public class LogHttpConfiguration {

    @Bean
    LogApi logApi(ObjectProvider<EventLog> logs, ObjectProvider<Agreement> agreements, MeterRegistry meters) {
        return new LogApi(LogPart.ofAll(logs.orderedStream().toList(), agreements.stream().toList(), meters));
    }

    @Bean
    LogHealth logHealthIndicator(ObjectProvider<EventLog> logs) {
        return new LogHealth(logs);
    }

    @Bean
    DatabaseHealth databaseHealthIndicator(ObjectProvider<Database> databases) {
        return new DatabaseHealth(databases);
    }
}
