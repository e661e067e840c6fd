package org.meridian.replay.rebuilding;

import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/** What one schema's tables hold and the other's do not, row by row. */
final class RowDifferences {

    private static final int MAX_SHOWN = 1000;

    /**
     * @param rows  how many rows the tables in use have
     * @param lines a row each: {@code - } for one that only the table in use has, {@code + } for one that only the log makes
     */
    record Found(long rows, List<String> lines) {}

    private final JdbcTemplate jdbc;
    private final String inUse;
    private final String shadow;

    RowDifferences(JdbcTemplate jdbc, String inUse, String shadow) {
        this.jdbc = jdbc;
        this.inUse = inUse;
        this.shadow = shadow;
    }

    /** In the transaction of the caller, which sees one moment. */
    Found in(List<String> tables) {
        long rows = 0;
        List<String> lines = new ArrayList<>();
        for (String table : tables) {
            Long count = jdbc.queryForObject("SELECT count(*) FROM %s.%s".formatted(inUse, table), Long.class);
            rows += count == null ? 0 : count;
            lines.addAll(only("- ", inUse, shadow, table));
            lines.addAll(only("+ ", shadow, inUse, table));
        }
        return new Found(rows, lines);
    }

    private List<String> only(String sign, String here, String there, String table) {
        return jdbc.queryForList("""
                SELECT to_jsonb(d)::text FROM (SELECT * FROM %1$s.%3$s EXCEPT ALL SELECT * FROM %2$s.%3$s) d
                ORDER BY 1 LIMIT %4$d""".formatted(here, there, table, MAX_SHOWN), String.class).stream()
                .map(row -> sign + table + " " + row).toList();
    }
}
