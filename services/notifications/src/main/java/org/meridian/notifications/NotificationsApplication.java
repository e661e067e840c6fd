package org.meridian.notifications;

import org.meridian.eventlog.EventLogConfiguration;
import org.meridian.http.HttpConfiguration;
import org.meridian.process.startup.ProcessDefaults;
import org.meridian.process.startup.ServiceProcess;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.annotation.Import;

/** The notifications service by itself, with Kafka, PostgreSQL and the mail server elsewhere. */
@SpringBootConfiguration
@EnableAutoConfiguration(exclude = DataSourceAutoConfiguration.class)
@Import({EventLogConfiguration.class, HttpConfiguration.class, NotificationsConfiguration.class})
public class NotificationsApplication {

    public static void main(String[] arguments) {
        ProcessDefaults.set();
        ServiceProcess.run(NotificationsApplication.class, "notifications", arguments);
    }
}
