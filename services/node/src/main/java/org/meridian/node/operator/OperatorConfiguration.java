package org.meridian.node.operator;

import java.util.Set;
import org.meridian.http.AccessRules;
import org.meridian.http.AccessRules.Role;
import org.meridian.http.PeerTokens;
import org.meridian.http.log.ServiceParts;
import org.meridian.node.links.Links;
import org.meridian.process.settings.NodeSettings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the operator's calls, for a node in one process and for one whose services run apart. */
@Configuration(proxyBeanMethods = false)
public class OperatorConfiguration {

    @Bean
    OperatorApi operatorApi(NodeSettings settings, NodeFacts facts, ServiceParts services, Links links) {
        return new OperatorApi(settings, facts, services, links);
    }

    @Bean
    AgreementApi agreementApi(NodeSettings settings, ServiceParts services, Links links, PeerTokens tokens) {
        return new AgreementApi(settings, services, links, new PeerClient(settings, tokens));
    }

    @Bean
    AccessRules operatorPaths() {
        return AccessRules.only(Set.of(Role.OPERATOR, Role.PEER), "/api/agreement")
                .then(AccessRules.only(Set.of(Role.OPERATOR), "/api/node/**", "/api/links/**", "/api/parked/**"));
    }
}
