package org.meridian.http.edge;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.UUID;
import org.meridian.http.ProblemWriter;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.server.WebFilter;
import tools.jackson.databind.json.JsonMapper;

/** Has every connection of the process's server pass the edge. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(EdgeSettings.class)
class EdgeConfiguration {

    @Bean
    ClientAddresses clientAddresses(EdgeSettings settings, @Value("${meridian.client-key:}") String key) {
        return new ClientAddresses(settings, key.isEmpty() ? UUID.randomUUID().toString() : key);
    }

    @Bean
    Edge edge(EdgeSettings settings, ClientAddresses clients, ObjectProvider<BodyLimits> limits, JsonMapper json,
            MeterRegistry meters) {
        return new Edge(settings, clients, limits.stream().toList(), json, meters);
    }

    @Bean
    WebServerFactoryCustomizer<NettyReactiveWebServerFactory> throughTheEdge(Edge edge) {
        return factory -> factory.addServerCustomizers(edge.customizer());
    }

    @Bean
    WebFilter largeAnswers(Edge edge, ClientAddresses clients, ObjectProvider<LargeAnswers> contributed,
            ProblemWriter problems) {
        return new FewLargeAnswers(edge, clients, contributed.stream().toList(), problems::write);
    }
}
