package org.meridian.eventlog.projection;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.meridian.eventlog.event.ArrayParameter;
import org.meridian.eventlog.event.BulkStatement;
import org.springframework.jdbc.core.JdbcTemplate;

/** Moves aggregates' versions and partitions' offsets on, in one statement; both from where this owner believes them. */
final class Progress {

    private record Done(int aggregates, int partitions) {}

    private final JdbcTemplate jdbc;
    private final String move;

    Progress(JdbcTemplate jdbc, String schema) {
        this.jdbc = jdbc;
        this.move = """
                WITH saved AS (
                  INSERT INTO %1$s.aggregate AS a (id, version, event_ids)
                  SELECT id, version, string_to_array(added, ',')::uuid[]
                  FROM unnest(?, ?, ?) AS f(id, version, added)
                  ON CONFLICT (id) DO UPDATE
                    SET version = excluded.version, event_ids = a.event_ids || excluded.event_ids
                    WHERE a.version = excluded.version - cardinality(excluded.event_ids)
                  RETURNING 1),
                moved AS (
                  UPDATE %1$s.applied_offset o SET next_offset = n.next::bigint
                  FROM unnest(?, ?, ?, ?) AS n(topic, partition, before, next)
                  WHERE (o.topic, o.partition) = (n.topic, n.partition) AND o.next_offset = n.before::bigint
                  RETURNING 1)
                SELECT (SELECT count(*) FROM saved), (SELECT count(*) FROM moved)""".formatted(schema);
    }

    /**
     * @param known what the judge knows by now; what it let pass since {@link Versions#load} is written
     * @param from  the offsets that are believed to be there
     * @param to    the next ones, of those partitions that move
     * @throws StaleOwner if either is elsewhere
     */
    void save(Map<String, Known> known, Map<TopicPartition, Long> from, Map<TopicPartition, Long> to) {
        var changed = known.entrySet().stream().filter(entry -> !entry.getValue().added().isEmpty()).toList();
        List<TopicPartition> moving = List.copyOf(to.keySet());
        if (changed.isEmpty() && moving.isEmpty()) {
            return;
        }
        List<ArrayParameter> columns = Stream.concat(versions(changed), offsets(moving, from, to)).toList();
        List<Done> done = jdbc.query(move, statement -> BulkStatement.bind(statement, columns),
                (row, i) -> new Done(row.getInt(1), row.getInt(2)));
        if (done.getFirst().aggregates() != changed.size()) {
            throw new StaleOwner("an aggregate was moved on by somebody else");
        }
        if (done.getFirst().partitions() != moving.size()) {
            throw new StaleOwner("another instance has applied these partitions");
        }
    }

    private static Stream<ArrayParameter> versions(List<Map.Entry<String, Known>> changed) {
        return Stream.of(ArrayParameter.text(changed, Map.Entry::getKey),
                ArrayParameter.ints(changed, entry -> entry.getValue().version()),
                ArrayParameter.text(changed, entry -> entry.getValue().added().stream().map(UUID::toString)
                        .collect(Collectors.joining(","))));
    }

    private static Stream<ArrayParameter> offsets(List<TopicPartition> moving, Map<TopicPartition, Long> from,
            Map<TopicPartition, Long> to) {
        return Stream.of(ArrayParameter.text(moving, TopicPartition::topic),
                ArrayParameter.ints(moving, TopicPartition::partition),
                ArrayParameter.text(moving, partition -> String.valueOf(from.getOrDefault(partition, -1L))),
                ArrayParameter.text(moving, partition -> String.valueOf(to.get(partition))));
    }
}
