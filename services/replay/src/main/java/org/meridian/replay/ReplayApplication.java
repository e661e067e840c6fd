package org.meridian.replay;

import org.meridian.eventlog.serde.PeerSchemas;
import org.meridian.http.HttpConfiguration;
import org.meridian.process.settings.NodeSettings;
import org.meridian.process.startup.ProcessDefaults;
import org.meridian.process.startup.ServiceProcess;
import org.meridian.schemas.SchemaLock;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** The replay service by itself, with Kafka elsewhere; it has no database. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration(exclude = DataSourceAutoConfiguration.class)
@EnableConfigurationProperties(NodeSettings.class)
@Import({HttpConfiguration.class, ReplayConfiguration.class})
public class ReplayApplication {

    public static void main(String[] arguments) {
        ProcessDefaults.set();
        ServiceProcess.run(ReplayApplication.class, "replay", arguments);
    }

    @Bean
    SchemaLock schemaLock() {
        return SchemaLock.onClassPath();
    }

    @Bean
    PeerSchemas peerSchemas() {
        return new PeerSchemas();
    }
}
