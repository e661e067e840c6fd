package org.meridian.notifications.digest;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.meridian.eventlog.event.ArrayParameter;
import org.meridian.eventlog.event.BulkStatement;
import org.meridian.notifications.digest.GroupWindow.Arrived;
import org.meridian.schemas.Ids;
import org.springframework.jdbc.core.JdbcTemplate;

/** What groups have to say in their windows. */
final class Windows {

    /** A window in one group: positions after {@code from} and up to {@code to}. */
    record Key(String groupId, long from, long to) {}

    /** The newest of a group's window that are looked at; older ones are counted only. */
    static final int MAX_OF_A_GROUP = 500;

    private record Total(String name, int listable, int history) {}

    private final JdbcTemplate jdbc;
    private final String totals;
    private final String arrivals;

    Windows(JdbcTemplate jdbc, String schema) {
        this.jdbc = jdbc;
        this.totals = """
                SELECT w.nr, coalesce(n.name, '') AS name, count(a.position) FILTER (WHERE NOT a.history) AS listable,
                       count(a.position) FILTER (WHERE a.history) AS history
                FROM unnest(?, ?, ?) WITH ORDINALITY AS w(group_id, from_position, to_position, nr)
                LEFT JOIN %1$s.group_name n ON n.group_id = w.group_id
                LEFT JOIN %1$s.arrival a
                  ON a.group_id = w.group_id AND a.position > w.from_position AND a.position <= w.to_position
                GROUP BY w.nr, n.name ORDER BY w.nr""".formatted(schema);
        // A reply counts as an answer if it has arrived by the window's end, so that it is the same whenever it is asked.
        this.arrivals = """
                SELECT w.nr, a.position, a.item_id, a.written_at, i.thread_id, i.author_id, first.author_id AS thread_author,
                       i.kind = 'QUESTION' AND NOT EXISTS (
                         SELECT FROM %1$s.item r JOIN %1$s.arrival ra ON ra.item_id = r.id
                         WHERE (r.thread_id, r.group_id) = (i.id, i.group_id) AND r.id <> i.id
                           AND r.withdrawn_at IS NULL AND ra.position <= w.to_position) AS unanswered
                FROM unnest(?, ?, ?) WITH ORDINALITY AS w(group_id, from_position, to_position, nr)
                CROSS JOIN LATERAL (
                  SELECT * FROM %1$s.arrival a
                  WHERE a.group_id = w.group_id AND a.position > w.from_position AND a.position <= w.to_position
                    AND NOT a.history
                  ORDER BY a.position DESC LIMIT %2$d) AS a
                JOIN %1$s.showable_item i ON i.id = a.item_id
                LEFT JOIN %1$s.item first
                  ON (first.id, first.group_id) = (i.thread_id, i.group_id) AND first.id <> i.id
                ORDER BY a.position""".formatted(schema, MAX_OF_A_GROUP);
    }

    Map<Key, GroupWindow> read(List<Key> keys) {
        if (keys.isEmpty()) {
            return Map.of();
        }
        List<Total> totals = query(this.totals, keys, Windows::total);
        Map<Integer, List<Arrived>> arrived = new HashMap<>();
        record Row(int nr, Arrived arrived) {}
        query(arrivals, keys, row -> new Row(row.getInt("nr"), arrived(row)))
                .forEach(row -> arrived.computeIfAbsent(row.nr(), nr -> new ArrayList<>()).add(row.arrived()));
        Map<Key, GroupWindow> read = new HashMap<>();
        for (int i = 0; i < keys.size(); i++) {
            Total total = totals.get(i);
            read.put(keys.get(i), GroupWindow.of(keys.get(i).groupId(), total.name(),
                    arrived.getOrDefault(i + 1, List.of()), Math.max(total.listable() - MAX_OF_A_GROUP, 0),
                    total.history()));
        }
        return read;
    }

    private interface Reading<T> {
        T of(ResultSet row) throws SQLException;
    }

    private <T> List<T> query(String sql, List<Key> keys, Reading<T> reading) {
        return jdbc.query(sql,
                statement -> BulkStatement.bind(statement,
                        List.of(ArrayParameter.text(keys, Key::groupId), longs(keys, Key::from),
                                longs(keys, Key::to))),
                (row, i) -> reading.of(row));
    }

    private static ArrayParameter longs(List<Key> keys, Function<Key, Long> value) {
        return new ArrayParameter("int8", keys.stream().map(value).toArray());
    }

    private static Total total(ResultSet row) throws SQLException {
        return new Total(row.getString("name"), row.getInt("listable"), row.getInt("history"));
    }

    private static Arrived arrived(ResultSet row) throws SQLException {
        String author = row.getString("author_id");
        return new Arrived(row.getLong("position"), row.getString("item_id"), row.getString("thread_id"), author,
                Ids.home(author), row.getString("thread_author"), row.getBoolean("unanswered"),
                row.getTimestamp("written_at").toInstant());
    }
}
