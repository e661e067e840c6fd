package org.meridian.posts;

import org.meridian.eventlog.EventLogConfiguration;
import org.meridian.http.HttpConfiguration;
import org.meridian.process.startup.ProcessDefaults;
import org.meridian.process.startup.ServiceProcess;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.annotation.Import;

/** The posts service by itself, with Kafka and PostgreSQL elsewhere. */
@SpringBootConfiguration
@EnableAutoConfiguration(exclude = DataSourceAutoConfiguration.class)
@Import({EventLogConfiguration.class, HttpConfiguration.class, PostsConfiguration.class})
public class PostsApplication {

    public static void main(String[] arguments) {
        ProcessDefaults.set();
        ServiceProcess.run(PostsApplication.class, "posts", arguments);
    }
}
