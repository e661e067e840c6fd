package org.meridian.posts.withdrawing;

import java.time.Clock;
import org.meridian.eventlog.EventLog;
import org.meridian.process.settings.NodeSettings;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Wires withdrawing. */
@Configuration(proxyBeanMethods = false)
public class WithdrawingConfiguration {

    @Bean
    Tombstones tombstones(@Qualifier("postsLog") EventLog log, JdbcTemplate jdbc, NodeSettings settings) {
        return new Tombstones(log, jdbc, settings);
    }

    @Bean
    WithdrawingApi withdrawingApi(@Qualifier("postsLog") EventLog log, JdbcClient jdbc, Clock clock,
            Tombstones tombstones) {
        return new WithdrawingApi(new WithdrawPost(log, jdbc, clock), tombstones);
    }
}
