package org.meridian.http.log;

import java.sql.Connection;
import java.sql.SQLException;
import org.meridian.eventlog.database.Database;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Down while PostgreSQL does not answer one of the process's services. */
@Component("databaseHealthIndicator")
final class DatabaseHealth implements HealthIndicator {

    private static final int TIMEOUT_SECONDS = 2;

    private final ObjectProvider<Database> databases;

    DatabaseHealth(ObjectProvider<Database> databases) {
        this.databases = databases;
    }

    @Override
    public Health health() {
        return databases.stream().filter(database -> !answers(database)).findFirst()
                .map(database -> Health.down().withDetail("service", database.service()).build())
                .orElseGet(() -> Health.up().build());
    }

    private static boolean answers(Database database) {
        try (Connection connection = database.dataSource().getConnection()) {
            return connection.isValid(TIMEOUT_SECONDS);
        } catch (SQLException away) {
            return false;
        }
    }
}
