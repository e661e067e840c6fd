package org.meridian.node.operator;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import org.meridian.eventlog.Agreement;
import org.meridian.eventlog.EventLog;
import org.meridian.eventlog.NodeSettings;
import org.meridian.node.links.Links;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import tools.jackson.databind.json.JsonMapper;

/** Wires the operator's calls. */
@Configuration(proxyBeanMethods = false)
public class OperatorConfiguration {

    @Bean
    PeerTokens peerTokens(NodeSettings settings, Clock clock) {
        return new PeerTokens(settings, clock);
    }

    /** Members' and operators' tokens are the membership service's; peers' have an issuer of their own. */
    @Bean
    @Primary
    ReactiveJwtDecoder nodeJwtDecoder(PeerTokens peers, @Qualifier("membershipJwtDecoder") ReactiveJwtDecoder members) {
        return token -> {
            ReactiveJwtDecoder peer = peers.decoderFor(token);
            return (peer == null ? members : peer).decode(token);
        };
    }

    @Bean
    OperatorApi operatorApi(NodeSettings settings, List<EventLog> logs, Links links, MeterRegistry meters,
            @Value("${meridian.demo}") boolean demo, @Value("${meridian.cluster-id}") String clusterId) {
        return new OperatorApi(settings, new OperatorApi.NodeFacts(demo, clusterId), logs, links, meters);
    }

    @Bean
    AgreementApi agreementApi(NodeSettings settings, List<Agreement> services, List<EventLog> logs, Links links,
            PeerTokens tokens, JsonMapper json) {
        return new AgreementApi(settings, services, logs, links, new PeerClient(settings, tokens, json));
    }
}
