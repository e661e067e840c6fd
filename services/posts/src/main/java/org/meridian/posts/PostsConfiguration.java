package org.meridian.posts;

import static org.meridian.schemas.Topics.DOMESTIC_CONTENT;
import static org.meridian.schemas.Topics.DOMESTIC_MEMBERSHIP;
import static org.meridian.schemas.Topics.DOMESTIC_POSTS;
import static org.meridian.schemas.Topics.SHARED_CONTENT;
import static org.meridian.schemas.Topics.SHARED_MEMBERSHIP;
import static org.meridian.schemas.Topics.SHARED_POSTS;
import static org.meridian.schemas.Topics.SHARED_PROFILES;
import static org.meridian.schemas.Topics.TO_REQUESTS;

import java.time.Clock;
import java.util.regex.Pattern;
import org.meridian.eventlog.Agreement;
import org.meridian.eventlog.EventLog;
import org.meridian.eventlog.EventLogs;
import org.meridian.posts.members.AuthorTable;
import org.meridian.posts.members.MembershipTable;
import org.meridian.posts.members.Memberships;
import org.meridian.posts.publishing.ArrivalTable;
import org.meridian.posts.publishing.PostTable;
import org.meridian.posts.publishing.PublishingConfiguration;
import org.meridian.posts.reading.ReadingConfiguration;
import org.meridian.posts.withdrawing.WithdrawingConfiguration;
import org.meridian.schemas.Topics;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The posts service: its log, its tables and its features. */
@Configuration(proxyBeanMethods = false)
@Import({PublishingConfiguration.class, ReadingConfiguration.class, WithdrawingConfiguration.class})
public class PostsConfiguration {

    static final String SCHEMA = "posts";
    static final Pattern TOPICS = Topics.pattern(SHARED_MEMBERSHIP, DOMESTIC_MEMBERSHIP, TO_REQUESTS, SHARED_PROFILES,
            SHARED_POSTS, DOMESTIC_POSTS, SHARED_CONTENT, DOMESTIC_CONTENT);

    @Bean
    MembershipTable postsMembershipTable(JdbcClient jdbc) {
        return new MembershipTable(jdbc, SCHEMA);
    }

    @Bean
    EventLog postsLog(EventLogs logs, MembershipTable memberships, Clock clock) {
        return logs.create(SCHEMA, TOPICS,
                new PostsReadModel(memberships, new AuthorTable(SCHEMA), new PostTable(SCHEMA),
                        new ArrivalTable(clock, SCHEMA)));
    }

    @Bean
    Memberships memberships(@Qualifier("postsLog") EventLog log, MembershipTable table) {
        return new Memberships(log, table);
    }

    @Bean
    Agreement postsAgreement(JdbcClient jdbc) {
        return new PostsAgreement(jdbc, SCHEMA);
    }
}
