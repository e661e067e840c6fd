package org.meridian.node;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.meridian.eventlog.EventLogConfiguration;
import org.meridian.http.HttpConfiguration;
import org.meridian.http.log.LogApi;
import org.meridian.http.log.ServiceParts;
import org.meridian.membership.MembershipConfiguration;
import org.meridian.node.demo.CatchingMailServer;
import org.meridian.node.links.EmbeddedConnect;
import org.meridian.notifications.NotificationsConfiguration;
import org.meridian.operator.OperatorConfiguration;
import org.meridian.operator.links.Links;
import org.meridian.operator.links.Peer;
import org.meridian.operator.status.NodeFacts;
import org.meridian.operator.tls.TlsSettings;
import org.meridian.posts.PostsConfiguration;
import org.meridian.process.settings.NodeSettings;
import org.meridian.replay.ReplayConfiguration;
import org.meridian.schemas.Topics;
import org.meridian.web.WebConfiguration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** Composes the services over one PostgreSQL, one Kafka and one port. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration(exclude = DataSourceAutoConfiguration.class)
@EnableConfigurationProperties({EmbeddedSettings.class, TlsSettings.class})
@Import({EventLogConfiguration.class, HttpConfiguration.class, MembershipConfiguration.class,
        PostsConfiguration.class, NotificationsConfiguration.class, ReplayConfiguration.class,
        OperatorConfiguration.class, WebConfiguration.class, CatchingMailServer.class})
class NodeConfiguration {

    @Bean
    ServiceParts services(LogApi services) {
        return ServiceParts.here(services);
    }

    @Bean
    NodeFacts facts(@Value("${meridian.demo}") boolean demo, @Value("${meridian.cluster-id}") String clusterId) {
        return new NodeFacts(demo, () -> clusterId);
    }

    @Bean
    MemoryAtRest memoryAtRest() {
        return new MemoryAtRest();
    }

    @Bean
    DiskSpace diskSpace(EmbeddedSettings settings, Links links, MeterRegistry meters) {
        var space = new DiskSpace(settings, links::holdUp);
        Gauge.builder("meridian.disk.free", space, DiskSpace::free).baseUnit("bytes")
                .description("Free on the disk that the node keeps everything on").register(meters);
        return space;
    }

    @Bean
    Links links(NodeSettings settings, EmbeddedSettings embedded, TlsSettings tls) {
        String topics = Topics.linkTopics(settings.node());
        var connect = new EmbeddedConnect(embedded.data().resolve("links"), settings.node(), settings.kafka(), topics);
        return new Links(connect, settings.kafka(), Peer.of(settings, tls), topics);
    }
}
