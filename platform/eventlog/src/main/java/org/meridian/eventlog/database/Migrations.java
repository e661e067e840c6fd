package org.meridian.eventlog.database;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.meridian.process.startup.StartupProblem;

/** A service's tables: those that every log has, and its own. */
public final class Migrations {

    private Migrations() {}

    /**
     * @param schema is made if it is not there; the service's own unless its rows are written a second time
     * @throws StartupProblem when another line of releases has made the tables
     */
    public static void run(DataSource dataSource, String schema, String service) {
        try {
            migrate(dataSource, schema, "eventlog");
            migrate(dataSource, schema, service);
        } catch (FlywayValidateException e) {
            throw new StartupProblem("The tables of " + service
                    + " were made by a release of Meridian whose data this one"
                    + " cannot take over: start that release again, or delete the node's data (its folder under data/, or"
                    + " its database and its Kafka's topics) and begin anew.", e);
        }
    }

    private static void migrate(DataSource dataSource, String schema, String folder) {
        Flyway.configure().dataSource(dataSource).schemas(schema).defaultSchema(schema).createSchemas(true)
                .table("flyway_" + folder).locations("classpath:db/" + folder).baselineOnMigrate(true)
                .baselineVersion("0").load().migrate();
    }
}
