package org.meridian.posts.publishing;

import java.time.Clock;
import org.meridian.eventlog.EventLog;
import org.meridian.http.IdempotencyKeys;
import org.meridian.posts.members.Memberships;
import org.meridian.process.settings.NodeSettings;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Wires publishing. */
@Configuration(proxyBeanMethods = false)
public class PublishingConfiguration {

    @Bean
    PublishingApi publishingApi(NodeSettings settings, @Qualifier("postsLog") EventLog log, Memberships memberships,
            JdbcTemplate jdbc, Clock clock) {
        var threads = new Threads(log, JdbcClient.create(jdbc), log.service());
        var keys = new IdempotencyKeys(log, jdbc, clock);
        return new PublishingApi(new Publish(settings.node(), log, memberships, threads, keys, clock));
    }
}
