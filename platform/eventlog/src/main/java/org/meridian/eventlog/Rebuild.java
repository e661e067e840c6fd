package org.meridian.eventlog;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.meridian.eventlog.event.ReadModel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** Empties a service's rows when the code that writes them has changed, so that the log writes them anew. */
final class Rebuild {

    private static final Logger LOG = LoggerFactory.getLogger(Rebuild.class);

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final String schema;
    private final ReadModel rows;

    Rebuild(JdbcTemplate jdbc, TransactionTemplate transaction, String schema, ReadModel rows) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.schema = schema;
        this.rows = rows;
    }

    /** One transaction, one instance at a time: a crash leaves either the old rows or none and the new version. */
    void ifCodeChanged() {
        transaction.executeWithoutResult(status -> {
            jdbc.execute("LOCK TABLE %s.projection IN EXCLUSIVE MODE".formatted(schema));
            Integer written = jdbc.query("SELECT code_version FROM %s.projection".formatted(schema),
                    row -> row.next() ? row.getInt(1) : null);
            if (written == null) {
                jdbc.update("INSERT INTO %s.projection VALUES (?)".formatted(schema), rows.codeVersion());
            } else if (written != rows.codeVersion()) {
                LOG.info("{}: rows of code version {} are written anew by version {}", schema, written,
                        rows.codeVersion());
                empty();
            }
        });
    }

    private void empty() {
        String tables = Stream.concat(rows.tables().stream(), Stream.of("aggregate", "applied_offset", "parked"))
                .map(table -> schema + "." + table).collect(Collectors.joining(", "));
        jdbc.execute("TRUNCATE " + tables);
        jdbc.update("UPDATE %s.projection SET code_version = ?".formatted(schema), rows.codeVersion());
    }
}
