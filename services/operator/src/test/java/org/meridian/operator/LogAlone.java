package org.meridian.operator;

import java.util.List;
import org.meridian.eventlog.EventLog;
import org.meridian.eventlog.EventLogConfiguration;
import org.meridian.eventlog.EventLogs;
import org.meridian.eventlog.database.Database;
import org.meridian.eventlog.database.Databases;
import org.meridian.eventlog.event.BulkStatement;
import org.meridian.eventlog.event.Entry;
import org.meridian.eventlog.event.ReadModel;
import org.meridian.http.HttpConfiguration;
import org.meridian.schemas.Topics;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** A service by the name of posts, of which there is nothing but the log. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration(exclude = DataSourceAutoConfiguration.class)
@Import({EventLogConfiguration.class, HttpConfiguration.class})
class LogAlone {

    @Bean
    Database database(Databases databases) {
        return databases.of("posts");
    }

    @Bean
    EventLog log(EventLogs logs, Database database) {
        return logs.create(database, Topics.pattern(Topics.SHARED_POSTS, Topics.DOMESTIC_POSTS), new NoRows());
    }

    private static final class NoRows implements ReadModel {

        @Override
        public List<BulkStatement> on(List<Entry> entries) {
            return List.of();
        }

        @Override
        public List<String> tables() {
            return List.of();
        }

        @Override
        public int codeVersion() {
            return 1;
        }
    }
}
