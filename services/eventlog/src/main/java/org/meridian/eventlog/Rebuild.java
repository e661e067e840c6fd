package org.meridian.eventlog;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.meridian.eventlog.event.Rows;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;

/** Empties a service's rows when the code that writes them has changed, so that the log writes them anew. */
final class Rebuild {

    private static final Logger LOG = LoggerFactory.getLogger(Rebuild.class);

    private final JdbcTemplate jdbc;
    private final String schema;
    private final Rows rows;

    Rebuild(JdbcTemplate jdbc, String schema, Rows rows) {
        this.jdbc = jdbc;
        this.schema = schema;
        this.rows = rows;
    }

    void ifCodeChanged() {
        Integer written = jdbc.query("SELECT code_version FROM %s.projection".formatted(schema),
                row -> row.next() ? row.getInt(1) : null);
        if (written == null) {
            jdbc.update("INSERT INTO %s.projection VALUES (?)".formatted(schema), rows.codeVersion());
        } else if (written < rows.codeVersion()) {
            LOG.info("{}: rows of code version {} are written anew by version {}", schema, written, rows.codeVersion());
            empty();
        }
    }

    /** One statement list, one transaction: a crash leaves either the old rows or none and the new version. */
    private void empty() {
        String tables = Stream.concat(rows.tables().stream(), Stream.of("aggregate", "applied_offset", "parked"))
                .map(table -> schema + "." + table).collect(Collectors.joining(", "));
        jdbc.execute("BEGIN; TRUNCATE %s; UPDATE %s.projection SET code_version = %d; COMMIT".formatted(tables, schema,
                rows.codeVersion()));
    }
}
