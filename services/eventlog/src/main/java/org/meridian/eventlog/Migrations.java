package org.meridian.eventlog;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** A service's tables: those that every log has, and its own. */
public final class Migrations {

    private Migrations() {}

    /** @param schema is made if it is not there; the service's own unless its rows are written a second time */
    public static void run(DataSource dataSource, String schema, String service) {
        migrate(dataSource, schema, "eventlog");
        migrate(dataSource, schema, service);
    }

    private static void migrate(DataSource dataSource, String schema, String folder) {
        Flyway.configure().dataSource(dataSource).schemas(schema).defaultSchema(schema).createSchemas(true)
                .table("flyway_" + folder).locations("classpath:db/" + folder).baselineOnMigrate(true)
                .baselineVersion("0").load().migrate();
    }
}
