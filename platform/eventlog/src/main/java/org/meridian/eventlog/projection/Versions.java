package org.meridian.eventlog.projection;

import java.sql.Array;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.meridian.eventlog.event.Columns;
import org.springframework.jdbc.core.JdbcTemplate;

/** The table of aggregates: which facts of each have been applied. */
final class Versions {

    /**
     * @param known   what has been applied of those aggregates that are known
     * @param waiting the ids of which something is parked behind a gap
     */
    record Loaded(Map<String, Known> known, Set<String> waiting) {}

    private static final Columns<String> IDS = Columns.of(String.class).text("id", id -> id);

    // The setting is in the first query, which saves a round trip for each batch.
    private static final String LOAD = """
            SELECT asked.id, a.event_ids, EXISTS (SELECT FROM parked p WHERE p.key = asked.id AND p.reason = 'gap') AS waits
            FROM set_config('synchronous_commit', 'off', true), %s
            LEFT JOIN aggregate a ON a.id = asked.id""".formatted(IDS.as("asked"));

    private final JdbcTemplate jdbc;

    Versions(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Begins a transaction that applies something, and lets its commit not wait for the disk: what a crash takes back is
     * read from Kafka again.
     */
    Loaded load(Collection<String> ids) {
        var loaded = new Loaded(new HashMap<>(), new HashSet<>());
        jdbc.query(LOAD, IDS.binder(List.copyOf(ids)),
                row -> {
                    Array eventIds = row.getArray(2);
                    if (eventIds != null) {
                        loaded.known().put(row.getString(1), new Known(uuids(eventIds)));
                    }
                    if (row.getBoolean(3)) {
                        loaded.waiting().add(row.getString(1));
                    }
                });
        return loaded;
    }

    private static List<UUID> uuids(Array array) throws SQLException {
        return Arrays.asList((UUID[]) array.getArray());
    }
}
