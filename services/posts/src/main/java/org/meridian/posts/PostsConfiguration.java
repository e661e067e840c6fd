package org.meridian.posts;

import static org.meridian.schemas.Topics.DOMESTIC_CONTENT;
import static org.meridian.schemas.Topics.SHARED_CONTENT;

import java.time.Clock;
import java.util.regex.Pattern;
import org.meridian.community.Community;
import org.meridian.community.Participants;
import org.meridian.eventlog.EventLog;
import org.meridian.eventlog.EventLogs;
import org.meridian.eventlog.database.Database;
import org.meridian.eventlog.database.Databases;
import org.meridian.eventlog.event.ReadModel;
import org.meridian.http.IdempotencyKeys;
import org.meridian.http.edge.BodyLimits;
import org.meridian.http.edge.LargeAnswers;
import org.meridian.posts.synonyms.SynonymSettings;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;

/** The posts service: its database, its log, and the features that are found below this package. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SynonymSettings.class)
@ComponentScan(nameGenerator = FullyQualifiedAnnotationBeanNameGenerator.class, excludeFilters = @Filter(SpringBootConfiguration.class))
public class PostsConfiguration {

    public static final String SERVICE = "posts";
    public static final Pattern TOPICS = Community.topics(SHARED_CONTENT, DOMESTIC_CONTENT);

    @Bean
    @Posts
    Database postsDatabase(Databases databases) {
        return databases.of(SERVICE, Community.TABLES);
    }

    @Bean
    @Posts
    EventLog postsLog(EventLogs logs, @Posts Database database, @Posts ReadModel rows) {
        return logs.create(database, TOPICS, rows);
    }

    @Bean
    @Posts
    IdempotencyKeys postsKeys(@Posts EventLog log, @Posts Database database, Clock clock) {
        return new IdempotencyKeys(log, database, clock);
    }

    @Bean
    @Posts
    Participants postsParticipants(@Posts EventLog log, @Posts Database database) {
        return new Participants(log, database);
    }

    @Bean
    @Posts
    BodyLimits textsOfPosts() {
        return BodyLimits.longTexts("/api/groups/*/posts", "/api/posts/**", "/api/drafts/**", "/api/checks");
    }

    @Bean
    @Posts
    LargeAnswers threads() {
        return LargeAnswers.of(SERVICE, "/api/posts/*", "/api/posts/*/history");
    }
}
