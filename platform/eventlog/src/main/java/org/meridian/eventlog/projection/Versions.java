package org.meridian.eventlog.projection;

import java.sql.Array;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

    /** Of an aggregate with more facts, which an honest home has none of, the ids are asked for one by one. */
    private static final int IDS_AT_ONCE = 100;

    // The setting is in the first query, which saves a round trip for each batch.
    private static final String LOAD = """
            SELECT asked.id, CASE WHEN a.version <= %d THEN a.event_ids END,
                   EXISTS (SELECT FROM parked p WHERE p.key = asked.id AND p.reason = 'gap') AS waits, a.version
            FROM set_config('synchronous_commit', 'off', true), %s
            LEFT JOIN aggregate a ON a.id = asked.id""".formatted(IDS_AT_ONCE, IDS.as("asked"));
    private static final String ONE = "SELECT event_ids[?] FROM aggregate WHERE id = ?";

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
                    String id = row.getString(1);
                    Array eventIds = row.getArray(2);
                    if (eventIds != null) {
                        loaded.known().put(id, new Known(uuids(eventIds)));
                    } else if (row.getInt(4) > 0) {
                        loaded.known().put(id, new Known(row.getInt(4), version -> eventId(id, version)));
                    }
                    if (row.getBoolean(3)) {
                        loaded.waiting().add(id);
                    }
                });
        return loaded;
    }

    private UUID eventId(String id, int version) {
        return Objects.requireNonNull(jdbc.queryForObject(ONE, UUID.class, version, id));
    }

    private static List<UUID> uuids(Array array) throws SQLException {
        return Arrays.asList((UUID[]) array.getArray());
    }
}
