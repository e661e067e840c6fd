package org.meridian.membership.groups;

import java.time.Clock;
import org.meridian.eventlog.EventLog;
import org.meridian.http.IdempotencyKeys;
import org.meridian.process.settings.NodeSettings;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Wires what is about groups. */
@Configuration(proxyBeanMethods = false)
public class GroupsConfiguration {

    @Bean
    Groups membershipGroups(@Qualifier("membershipLog") EventLog log, JdbcClient jdbc) {
        return new Groups(log, jdbc, log.service());
    }

    @Bean
    GroupsApi groupsApi(NodeSettings settings, @Qualifier("membershipLog") EventLog log, Groups groups,
            @Qualifier("membershipKeys") IdempotencyKeys keys, PlatformTransactionManager transactions, Clock clock) {
        return new GroupsApi(groups, new CreateGroup(settings.node(), log, keys, clock),
                new ChangeCharter(settings.node(), log, groups, new TransactionTemplate(transactions)));
    }
}
