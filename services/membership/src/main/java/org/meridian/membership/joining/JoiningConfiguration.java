package org.meridian.membership.joining;

import java.time.Clock;
import org.meridian.eventlog.EventLog;
import org.meridian.http.IdempotencyKeys;
import org.meridian.membership.groups.Groups;
import org.meridian.membership.people.Members;
import org.meridian.process.settings.NodeSettings;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Wires joining and leaving. */
@Configuration(proxyBeanMethods = false)
public class JoiningConfiguration {

    @Bean
    Memberships membershipMemberships(@Qualifier("membershipLog") EventLog log, JdbcClient jdbc) {
        return new Memberships(jdbc, log.service());
    }

    @Bean
    Requests joinRequests(@Qualifier("membershipLog") EventLog log, JdbcClient jdbc) {
        return new Requests(jdbc, log.service());
    }

    @Bean
    ReadRequest readJoinRequest(NodeSettings settings, @Qualifier("membershipLog") EventLog log,
            Memberships memberships, Requests requests) {
        return new ReadRequest(settings.node(), log, memberships, requests);
    }

    @Bean
    DecideRequest decideJoinRequest(@Qualifier("membershipLog") EventLog log, Memberships memberships,
            Requests requests, ReadRequest read, PlatformTransactionManager transactions, Clock clock) {
        return new DecideRequest(log, memberships, requests, read, new TransactionTemplate(transactions), clock);
    }

    @Bean
    LeaveGroup leaveGroup(@Qualifier("membershipLog") EventLog log, Groups groups, Memberships memberships,
            Requests requests, PlatformTransactionManager transactions, Clock clock) {
        return new LeaveGroup(log, groups, memberships, requests, new TransactionTemplate(transactions), clock);
    }

    @Bean
    HomeDecisions homeDecisions(NodeSettings settings, @Qualifier("membershipLog") EventLog log,
            Memberships memberships, Requests requests, DecideRequest decide, LeaveGroup leaveGroup) {
        return new HomeDecisions(settings.node(), log, memberships, requests, decide, leaveGroup);
    }

    @Bean
    MembersApi membersApi(Groups groups, Memberships memberships, LeaveGroup leaveGroup, HomeDecisions homeDecisions) {
        return new MembersApi(groups, memberships, leaveGroup, homeDecisions);
    }

    @Bean
    JoiningApi joiningApi(@Qualifier("membershipLog") EventLog log, Groups groups, Members members,
            Memberships memberships, Requests requests, ReadRequest read, DecideRequest decide,
            HomeDecisions homeDecisions, @Qualifier("membershipKeys") IdempotencyKeys keys,
            PlatformTransactionManager transactions, Clock clock) {
        var transaction = new TransactionTemplate(transactions);
        return new JoiningApi(groups, requests, read,
                new AskToJoin(log, groups, members, memberships, requests, keys, transaction, clock),
                new WithdrawRequest(log, read, requests, transaction, clock), decide, homeDecisions, clock);
    }
}
