package org.meridian.flows;

import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A node's database, as its superuser sees it. */
record RawRows(String url) {

    /** The tables in which any of these texts occurs, in any column, as it is or as bytes. */
    List<String> tablesWith(String... texts) {
        String condition = Stream.of(texts)
                .flatMap(text -> Stream.of(text, HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8))))
                .map(text -> "t::text LIKE '%" + text + "%'").collect(Collectors.joining(" OR "));
        return query("""
                SELECT format('%I.%I', table_schema, table_name) FROM information_schema.tables
                WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')""")
                .stream().filter(table -> !query("SELECT 1 FROM " + table + " t WHERE " + condition + " LIMIT 1")
                        .isEmpty())
                .toList();
    }

    /** What gives no rows. */
    void run(String sql) {
        try (var connection = DriverManager.getConnection(url); var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
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
