package org.meridian.replay.streaming;

import java.util.Set;
import org.meridian.http.AccessRules;
import org.meridian.http.AccessRules.Role;
import org.meridian.process.settings.NodeSettings;
import org.meridian.replay.source.Cluster;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires replays over HTTP. */
@Configuration(proxyBeanMethods = false)
public class StreamingConfiguration {

    @Bean
    ReplayApi replayApi(NodeSettings settings) {
        return new ReplayApi(new Cluster(settings.node(), settings.kafkaClient()));
    }

    @Bean
    AccessRules replayPaths() {
        return AccessRules.only(Set.of(Role.ANALYST), "/api/replay");
    }
}
