package org.meridian.operator.distributed;

import org.meridian.eventlog.serde.PeerSchemas;
import org.meridian.operator.access.ReaderSettings;
import org.meridian.operator.links.Links;
import org.meridian.operator.links.Peer;
import org.meridian.operator.links.RestConnect;
import org.meridian.operator.status.NodeFacts;
import org.meridian.operator.tls.TlsSettings;
import org.meridian.process.settings.NodeSettings;
import org.meridian.schemas.SchemaLock;
import org.meridian.schemas.Topics;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The parts of the node, each where it runs. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({NodeSettings.class, OperatorSettings.class, ReaderSettings.class,
        TlsSettings.class})
@Import({RemoteParts.class, KafkaAccessSetup.class, ServicesHealth.class, PeerSchemas.class})
public class DistributedConfiguration {

    @Bean
    RestConnect connect(NodeSettings node, OperatorSettings settings, SslBundles keys) {
        return new RestConnect(settings.connect().url(), keys.getBundle("link").createSslContext(), node.node(),
                node.kafka(), settings.connect().secrets(), Topics.linkTopics(node.node()));
    }

    @Bean
    Links links(NodeSettings node, TlsSettings tls, RestConnect connect) {
        node.requireWholePeers();
        return new Links(connect, node.kafka(), Peer.of(node, tls), Topics.linkTopics(node.node()));
    }

    @Bean
    NodeFacts facts(OperatorSettings settings, KafkaAccessSetup kafka) {
        return new NodeFacts(settings.demo(), kafka::clusterId);
    }

    @Bean
    SchemaLock schemaLock() {
        return SchemaLock.onClassPath();
    }
}
