package org.meridian.posts;

import org.meridian.eventlog.EventLogConfiguration;
import org.meridian.eventlog.web.WebConfiguration;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Import;

/** The posts service by itself, with Kafka and PostgreSQL elsewhere. */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import({EventLogConfiguration.class, WebConfiguration.class, PostsConfiguration.class})
public class PostsApplication {

    public static void main(String[] arguments) {
        new SpringApplicationBuilder(PostsApplication.class).properties("spring.config.name=posts").run(arguments);
    }
}
