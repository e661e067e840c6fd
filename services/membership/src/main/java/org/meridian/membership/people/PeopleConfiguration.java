package org.meridian.membership.people;

import org.meridian.eventlog.EventLog;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Wires what is about people. */
@Configuration(proxyBeanMethods = false)
public class PeopleConfiguration {

    @Bean
    Members membershipMembers(@Qualifier("membershipLog") EventLog log, JdbcClient jdbc) {
        return new Members(jdbc, log.service());
    }

    @Bean
    PeopleApi peopleApi(@Qualifier("membershipLog") EventLog log, Members members,
            PlatformTransactionManager transactions) {
        return new PeopleApi(log, members, new EditMe(log, members, new TransactionTemplate(transactions)));
    }
}
