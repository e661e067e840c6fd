package org.meridian.replay;

import java.util.Set;
import org.meridian.http.AccessRules;
import org.meridian.http.AccessRules.Role;
import org.meridian.process.settings.NodeSettings;
import org.meridian.replay.keeping.Replays;
import org.meridian.replay.keeping.ReplaysApi;
import org.meridian.replay.keeping.ReplaysSettings;
import org.meridian.replay.source.Cluster;
import org.meridian.replay.streaming.ReplayApi;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** What a node serves of replay; it has no log and no tables of its own, but a folder. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ReplaysSettings.class)
@Import({ReplayApi.class, Replays.class, ReplaysApi.class})
public class ReplayConfiguration {

    @Bean
    Cluster cluster(NodeSettings settings) {
        return new Cluster(settings.node(), settings.kafkaClient());
    }

    @Bean
    AccessRules replayPaths() {
        return AccessRules.only(Set.of(Role.ANALYST), "/api/replay", "/api/replays/**");
    }
}
