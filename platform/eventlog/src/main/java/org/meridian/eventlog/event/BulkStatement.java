package org.meridian.eventlog.event;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * One bulk statement: SQL with {@code unnest(?, …)} and a column for each question mark. It can be run by itself, or as a
 * part of a larger statement (a common table expression). One that has such a part itself can only be run by itself: it may
 * be for nothing that its own service appends.
 */
public record BulkStatement(String sql, List<ArrayParameter> columns) {

    /** Whether there is anything for it to do; the log skips it where there is not. */
    public boolean hasRows() {
        return columns.stream().allMatch(column -> column.values().length > 0);
    }

    /** Runs it; returns how many rows it wrote. */
    public int run(JdbcTemplate jdbc) {
        return jdbc.update(sql, statement -> bind(statement, columns));
    }

    public static void bind(PreparedStatement statement, List<ArrayParameter> columns) throws SQLException {
        int index = 1;
        for (ArrayParameter column : columns) {
            statement.setArray(index++, statement.getConnection().createArrayOf(column.type(), column.values()));
        }
    }
}
