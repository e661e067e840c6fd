package org.meridian.notifications.digest;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.meridian.eventlog.database.Database;
import org.meridian.eventlog.event.Columns;
import org.meridian.notifications.Notifications;
import org.meridian.notifications.digest.GroupWindow.Arrived;
import org.meridian.schemas.Ids;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** What groups have to say in their windows. */
@Component
final class Windows {

    /** A window in one group: positions after {@code from} and up to {@code to}. */
    record Key(String groupId, long from, long to) {}

    /** The newest of a group's window that are looked at; older ones are counted only. */
    static final int MAX_OF_A_GROUP = 500;

    private record Total(String name, int listable, int history) {}

    private static final Columns<Key> KEYS = Columns.of(Key.class).text("group_id", Key::groupId)
            .int8("from_position", Key::from).int8("to_position", Key::to);
    private static final String TOTALS = """
            SELECT w.position AS nr, coalesce(n.name, '') AS name,
                   count(a.position) FILTER (WHERE NOT a.history) AS listable,
                   count(a.position) FILTER (WHERE a.history) AS history
            FROM %s
            LEFT JOIN group_name n ON n.group_id = w.group_id
            LEFT JOIN arrival a
              ON a.group_id = w.group_id AND a.position > w.from_position AND a.position <= w.to_position
            GROUP BY w.position, n.name ORDER BY w.position""".formatted(KEYS.numbered("w"));
    // A reply counts as an answer if it has arrived by the window's end, so that it is the same whenever it is asked.
    private static final String ARRIVALS = """
            SELECT w.position AS nr, a.position, a.item_id, a.written_at, i.thread_id, i.author_id,
                   first.author_id AS thread_author,
                   i.kind = 'QUESTION' AND NOT EXISTS (
                     SELECT FROM item r JOIN arrival ra ON ra.item_id = r.id
                     WHERE (r.thread_id, r.group_id) = (i.id, i.group_id) AND r.id <> i.id
                       AND r.withdrawn_at IS NULL AND ra.position <= w.to_position
                       AND NOT EXISTS (SELECT FROM standing s WHERE (s.post_id, s.group_id) = (r.id, r.group_id)
                                         AND s.standing <> 'SHOWN')) AS unanswered
            FROM %s
            CROSS JOIN LATERAL (
              SELECT * FROM arrival a
              WHERE a.group_id = w.group_id AND a.position > w.from_position AND a.position <= w.to_position
                AND NOT a.history
              ORDER BY a.position DESC LIMIT %d) AS a
            JOIN showable_item i ON i.id = a.item_id
            LEFT JOIN item first ON (first.id, first.group_id) = (i.thread_id, i.group_id) AND first.id <> i.id
            ORDER BY a.position""".formatted(KEYS.numbered("w"), MAX_OF_A_GROUP);

    private final JdbcTemplate jdbc;

    Windows(@Notifications Database database) {
        this.jdbc = database.jdbc();
    }

    Map<Key, GroupWindow> read(List<Key> keys) {
        if (keys.isEmpty()) {
            return Map.of();
        }
        List<Total> totals = jdbc.query(TOTALS, KEYS.binder(keys), (row, i) -> total(row));
        Map<Integer, List<Arrived>> arrived = new HashMap<>();
        jdbc.query(ARRIVALS, KEYS.binder(keys), row -> {
            arrived.computeIfAbsent(row.getInt("nr"), nr -> new ArrayList<>()).add(arrived(row));
        });
        Map<Key, GroupWindow> read = new HashMap<>();
        for (int i = 0; i < keys.size(); i++) {
            Total total = totals.get(i);
            read.put(keys.get(i), GroupWindow.of(keys.get(i).groupId(), total.name(),
                    arrived.getOrDefault(i + 1, List.of()), Math.max(total.listable() - MAX_OF_A_GROUP, 0),
                    total.history()));
        }
        return read;
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
