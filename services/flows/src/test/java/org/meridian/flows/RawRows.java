package org.meridian.flows;

import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** A node's database, as its superuser sees it. */
record RawRows(String url) {

    /** The tables in which a text occurs, in any column, as it is or as bytes. */
    List<String> tablesWith(String text) {
        String hex = HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
        List<String> found = new ArrayList<>();
        for (String table : query("""
                SELECT format('%I.%I', table_schema, table_name) FROM information_schema.tables
                WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')""")) {
            if (!query("SELECT 1 FROM " + table + " t WHERE t::text LIKE '%" + text + "%' OR t::text LIKE '%" + hex
                    + "%' LIMIT 1").isEmpty()) {
                found.add(table);
            }
        }
        return found;
    }

    /** The first column of each row. */
    List<String> query(String sql) {
        try (var connection = DriverManager.getConnection(url);
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(String.valueOf(rows.getString(1)));
            }
            return values;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }
}
