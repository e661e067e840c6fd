package org.meridian.eventlog.projection;

import java.sql.Array;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.meridian.eventlog.event.Column;
import org.meridian.eventlog.event.Write;
import org.springframework.jdbc.core.JdbcTemplate;

/** The table of aggregates: which facts of each have been applied. */
final class Versions {

    private final JdbcTemplate jdbc;
    private final String load;
    private final String save;

    Versions(JdbcTemplate jdbc, String schema) {
        this.jdbc = jdbc;
        this.load = "SELECT id, event_ids FROM %s.aggregate WHERE id = ANY (?)".formatted(schema);
        this.save = """
                INSERT INTO %s.aggregate AS a (id, version, event_ids)
                SELECT id, version, string_to_array(added, ',')::uuid[]
                FROM unnest(?, ?, ?) AS f(id, version, added)
                ON CONFLICT (id) DO UPDATE
                  SET version = excluded.version, event_ids = a.event_ids || excluded.event_ids
                  WHERE a.version = excluded.version - cardinality(excluded.event_ids)""".formatted(schema);
    }

    Map<String, Known> load(Collection<String> ids) {
        Map<String, Known> known = new HashMap<>();
        jdbc.query(load, statement -> Write.bind(statement, List.of(Column.text(List.copyOf(ids), id -> id))),
                row -> {
                    known.put(row.getString(1), new Known(uuids(row.getArray(2))));
                });
        return known;
    }

    /** Writes what the judge let pass since {@link #load}. */
    void save(Map<String, Known> known) {
        var changed = known.entrySet().stream().filter(entry -> !entry.getValue().added().isEmpty()).toList();
        if (changed.isEmpty()) {
            return;
        }
        var write = Write.of(save, Column.text(changed, Map.Entry::getKey),
                Column.ints(changed, entry -> entry.getValue().version()),
                Column.text(changed, entry -> entry.getValue().added().stream().map(UUID::toString)
                        .collect(Collectors.joining(","))));
        if (write.run(jdbc) != changed.size()) {
            throw new StaleOwner("an aggregate was moved on by somebody else");
        }
    }

    private static List<UUID> uuids(Array array) throws SQLException {
        return Arrays.asList((UUID[]) array.getArray());
    }
}
