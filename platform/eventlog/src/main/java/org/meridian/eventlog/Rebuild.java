package org.meridian.eventlog;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.meridian.eventlog.database.Database;
import org.meridian.eventlog.event.ReadModel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;

/** Empties a service's rows when the code that writes them has changed, so that the log writes them anew. */
final class Rebuild {

    private static final Logger LOG = LoggerFactory.getLogger(Rebuild.class);

    private final Database database;
    private final JdbcTemplate jdbc;
    private final ReadModel rows;

    Rebuild(Database database, ReadModel rows) {
        this.database = database;
        this.jdbc = database.jdbc();
        this.rows = rows;
    }

    /** One transaction, one instance at a time: a crash leaves either the old rows or none and the new version. */
    void ifCodeChanged() {
        database.transaction().executeWithoutResult(status -> {
            jdbc.execute("LOCK TABLE projection IN EXCLUSIVE MODE");
            Integer written = jdbc.query("SELECT code_version FROM projection",
                    row -> row.next() ? row.getInt(1) : null);
            if (written == null) {
                jdbc.update("INSERT INTO projection (code_version) VALUES (?)", rows.codeVersion());
            } else if (written != rows.codeVersion()) {
                LOG.info("{}: rows of code version {} are written anew by version {}", database.service(), written,
                        rows.codeVersion());
                empty();
            }
        });
    }

    private void empty() {
        String tables = Stream.concat(rows.tables().stream(), Stream.of("aggregate", "applied_offset", "parked"))
                .collect(Collectors.joining(", "));
        jdbc.execute("TRUNCATE " + tables);
        jdbc.update("UPDATE projection SET code_version = ?", rows.codeVersion());
    }
}
