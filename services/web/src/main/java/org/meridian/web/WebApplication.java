package org.meridian.web;

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

/** The pages of a node whose services run distributed. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration(exclude = DataSourceAutoConfiguration.class)
@EnableConfigurationProperties(NodeSettings.class)
@Import({HttpConfiguration.class, WebConfiguration.class, PeerSchemas.class})
public class WebApplication {

    public static void main(String[] arguments) {
        ProcessDefaults.set();
        ServiceProcess.runWithoutKafka(WebApplication.class, "web", arguments);
    }

    @Bean
    SchemaLock schemaLock() {
        return SchemaLock.onClassPath();
    }
}
