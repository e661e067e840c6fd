package org.meridian.eventlog;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import org.meridian.eventlog.database.Databases;
import org.meridian.eventlog.projection.ParkedSettings;
import org.meridian.eventlog.serde.Codec;
import org.meridian.eventlog.serde.NamedSerde;
import org.meridian.eventlog.serde.PeerSchemas;
import org.meridian.eventlog.serde.SerdeSettings;
import org.meridian.process.WritingStop;
import org.meridian.process.settings.NodeSettings;
import org.meridian.process.startup.StartupFailure;
import org.meridian.schemas.SchemaLock;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.util.function.SingletonSupplier;

/** What a process needs once, however many services run in it. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({NodeSettings.class, ParkedSettings.class, SerdeSettings.class,
        DataSourceProperties.class})
public class EventLogConfiguration {

    @Bean
    @ConditionalOnMissingBean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    @ConditionalOnMissingBean
    StartupFailure endOfTheProcess(ConfigurableApplicationContext context) {
        return sentence -> {
            LoggerFactory.getLogger(EventLog.class).error(sentence);
            // By another thread, since closing the context waits for the one that failed.
            Thread.ofPlatform().name("exit").start(() -> System.exit(SpringApplication.exit(context, () -> 1)));
        };
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
    Codec codec(SchemaLock lock, PeerSchemas peerSchemas, SerdeSettings serde) {
        return new Codec(lock, peerSchemas, NamedSerde.of(serde));
    }

    @Bean
    Databases databases(DataSourceProperties settings, Environment environment, MeterRegistry meters) {
        return new Databases(settings, environment, meters);
    }

    /** Whoever looks after the disk is only asked for when a log reads: it is made after the logs. */
    @Bean
    EventLogs eventLogs(NodeSettings settings, ParkedSettings parked, ObjectProvider<WritingStop> writingStop,
            MeterRegistry meters, Clock clock, LogTopics topics, Codec codec, StartupFailure startupFailure) {
        SingletonSupplier<List<WritingStop>> stops = SingletonSupplier.of(() -> writingStop.stream().toList());
        WritingStop stop = () -> stops.obtain().stream().flatMap(it -> it.reason().stream()).findFirst();
        return new EventLogs(settings, parked, stop, meters, clock, topics, codec, startupFailure);
    }

    @Bean
    SchemaAnnouncements schemaAnnouncements(NodeSettings settings, LogTopics topics, PeerSchemas peerSchemas,
            ObjectProvider<EventLog> logs) {
        return new SchemaAnnouncements(settings, topics, peerSchemas, logs);
    }
}
