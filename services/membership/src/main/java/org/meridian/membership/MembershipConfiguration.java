package org.meridian.membership;

import static org.meridian.schemas.Topics.DOMESTIC_ACCOUNTS;
import static org.meridian.schemas.Topics.DOMESTIC_CHARTERS;
import static org.meridian.schemas.Topics.DOMESTIC_MEMBERSHIP;
import static org.meridian.schemas.Topics.SHARED_CHARTERS;
import static org.meridian.schemas.Topics.SHARED_MEMBERSHIP;
import static org.meridian.schemas.Topics.SHARED_PROFILES;
import static org.meridian.schemas.Topics.TO_ANSWERS;
import static org.meridian.schemas.Topics.TO_REQUESTS;

import java.time.Clock;
import java.util.regex.Pattern;
import org.meridian.eventlog.Agreement;
import org.meridian.eventlog.EventLog;
import org.meridian.eventlog.EventLogs;
import org.meridian.http.IdempotencyKeys;
import org.meridian.membership.groups.GroupTable;
import org.meridian.membership.groups.GroupsConfiguration;
import org.meridian.membership.joining.JoiningConfiguration;
import org.meridian.membership.joining.MembershipTable;
import org.meridian.membership.joining.RequestTable;
import org.meridian.membership.people.MemberTable;
import org.meridian.membership.people.PeopleConfiguration;
import org.meridian.membership.signup.SignupConfiguration;
import org.meridian.schemas.Topics;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The membership service: its log, its tables and its features. */
@Configuration(proxyBeanMethods = false)
@Import({SignupConfiguration.class, PeopleConfiguration.class, GroupsConfiguration.class, JoiningConfiguration.class})
public class MembershipConfiguration {

    static final String SCHEMA = "membership";
    static final Pattern TOPICS = Topics.pattern(SHARED_MEMBERSHIP, DOMESTIC_MEMBERSHIP, SHARED_PROFILES,
            DOMESTIC_ACCOUNTS, SHARED_CHARTERS, DOMESTIC_CHARTERS, TO_REQUESTS, TO_ANSWERS);

    @Bean
    EventLog membershipLog(EventLogs logs) {
        return logs.create(SCHEMA, TOPICS, rowsIn(SCHEMA));
    }

    @Bean
    IdempotencyKeys membershipKeys(@Qualifier("membershipLog") EventLog log, JdbcTemplate jdbc, Clock clock) {
        return new IdempotencyKeys(log, jdbc, clock);
    }

    static MembershipReadModel rowsIn(String schema) {
        return new MembershipReadModel(new MemberTable(schema), new GroupTable(schema), new MembershipTable(schema),
                new RequestTable(schema));
    }

    @Bean
    Agreement membershipAgreement(@Qualifier("membershipLog") EventLog log, JdbcClient jdbc) {
        return new MembershipAgreement(jdbc, log.service());
    }
}
