package org.meridian.eventlog.database;

import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.meridian.process.startup.StartupProblem;

/** A service's tables: those that every log has, those of the libraries that it asks for, and its own. */
final class Migrations {

    private Migrations() {}

    /**
     * @param schema  is made if it is not there
     * @param folders below {@code db/}, in this order
     * @throws StartupProblem when another line of releases has made the tables
     */
    static void run(DataSource dataSource, String schema, List<String> folders) {
        try {
            folders.forEach(folder -> migrate(dataSource, schema, folder));
        } catch (FlywayValidateException e) {
            throw new StartupProblem("The tables of " + schema
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
