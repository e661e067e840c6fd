package org.meridian.node.distributed;

import java.time.Duration;
import org.meridian.eventlog.serde.PeerSchemas;
import org.meridian.http.HttpConfiguration;
import org.meridian.http.log.ServicePart;
import org.meridian.http.log.ServiceParts;
import org.meridian.node.demo.CatcherConfiguration;
import org.meridian.node.http.HttpCalls;
import org.meridian.node.links.Links;
import org.meridian.node.links.Peer;
import org.meridian.node.links.RestConnect;
import org.meridian.node.operator.NodeFacts;
import org.meridian.node.operator.OperatorConfiguration;
import org.meridian.process.settings.NodeSettings;
import org.meridian.process.startup.ServiceProcess;
import org.meridian.schemas.SchemaLock;
import org.meridian.schemas.Topics;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

/** The operator's calls of a node whose services, Kafka and links run apart. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration(exclude = DataSourceAutoConfiguration.class)
@EnableConfigurationProperties({NodeSettings.class, OperatorSettings.class})
@Import({HttpConfiguration.class, OperatorConfiguration.class, CatcherConfiguration.class})
public class OperatorApplication {

    private static final Duration TIMEOUT = Duration.ofSeconds(8);
    /** A service waits up to 30 seconds for the one who applies a parked record. */
    private static final Duration RETRY_TIMEOUT = Duration.ofSeconds(35);
    private static final Duration HEALTH_TIMEOUT = Duration.ofSeconds(2);

    public static void main(String[] arguments) {
        ServiceProcess.run(OperatorApplication.class, "operator", arguments);
    }

    @Bean
    ServiceParts services(OperatorSettings settings) {
        HttpCalls http = new HttpCalls(TIMEOUT);
        HttpCalls patient = new HttpCalls(RETRY_TIMEOUT);
        return caller -> {
            String token = ((JwtAuthenticationToken) caller).getToken().getTokenValue();
            return settings.services().entrySet().stream().<ServicePart>map(
                    service -> new RemotePart(service.getKey(), service.getValue(), token, http, patient)).toList();
        };
    }

    @Bean
    RestConnect connect(NodeSettings node, OperatorSettings settings, SslBundles keys) {
        return new RestConnect(settings.connect().url(), keys.getBundle("link").createSslContext(), node.node(),
                node.kafka(), settings.connect().secrets(), Topics.linkTopics(node.node()));
    }

    @Bean
    KafkaAccessSetup preparation(NodeSettings node, OperatorSettings settings, RestConnect connect) {
        return new KafkaAccessSetup(node, settings.replaySecret(), connect);
    }

    @Bean(destroyMethod = "close")
    Links links(NodeSettings node, RestConnect connect) {
        node.requireWholePeers();
        return Links.start(connect, node.kafka(), Peer.of(node), Topics.linkTopics(node.node()));
    }

    @Bean
    NodeFacts facts(OperatorSettings settings, KafkaAccessSetup preparation) {
        return new NodeFacts(settings.demo(), preparation::clusterId);
    }

    @Bean
    ServicesHealth servicesHealthIndicator(OperatorSettings settings, KafkaAccessSetup preparation) {
        return new ServicesHealth(settings.services(), new HttpCalls(HEALTH_TIMEOUT), preparation);
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
