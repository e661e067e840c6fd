package org.meridian.operator;

import java.time.Clock;
import java.util.Set;
import org.meridian.http.AccessRules;
import org.meridian.http.AccessRules.Role;
import org.meridian.operator.demo.DemoMailApi;
import org.meridian.operator.tls.Expiry;
import org.meridian.operator.tls.TlsSettings;
import org.meridian.process.settings.NodeSettings;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpMethod;

/**
 * The operator's calls, for a node in one process and for one whose services run distributed. They need the node's
 * {@link org.meridian.operator.links.Links}, {@link org.meridian.operator.status.NodeFacts} and
 * {@link org.meridian.http.log.ServiceParts}; where the node is for trying out, what was
 * {@link org.meridian.operator.demo.DemoMailApi.Caught caught} of its mail too.
 */
@Configuration(proxyBeanMethods = false)
@Import(DemoMailApi.class)
@ComponentScan(basePackages = {"org.meridian.operator.status",
        "org.meridian.operator.agreement"}, nameGenerator = FullyQualifiedAnnotationBeanNameGenerator.class)
public class OperatorConfiguration {

    @Bean
    Expiry certificatesExpiry(NodeSettings node, TlsSettings tls) {
        return new Expiry(node, tls, Clock.systemUTC());
    }

    @Bean
    AccessRules operatorPaths() {
        return AccessRules.only(Set.of(Role.OPERATOR, Role.PEER), "/api/agreement")
                .then(AccessRules.only(Set.of(Role.OPERATOR), "/api/node/**", "/api/links/**", "/api/parked/**",
                        "/api/projections"));
    }

    @Bean
    @ConditionalOnBooleanProperty("meridian.demo")
    AccessRules demoPaths() {
        return AccessRules.everyone(HttpMethod.GET, "/demo/mail");
    }
}
