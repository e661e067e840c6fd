package org.meridian.posts.reading;

import org.meridian.eventlog.EventLog;
import org.meridian.posts.members.Memberships;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Wires reading. */
@Configuration(proxyBeanMethods = false)
public class ReadingConfiguration {

    @Bean
    ReadingApi readingApi(@Qualifier("postsLog") EventLog log, Memberships memberships, JdbcClient jdbc) {
        return new ReadingApi(memberships, new GroupFeed(jdbc, log.service()),
                new ThreadView(log, jdbc, log.service()));
    }
}
