package org.meridian.eventlog.projection;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.meridian.eventlog.event.ArrayParameter;
import org.meridian.eventlog.event.BulkStatement;
import org.meridian.eventlog.event.Columns;
import org.springframework.jdbc.core.JdbcTemplate;

/** Moves aggregates' versions and partitions' offsets on, in one statement; both from where this owner believes them. */
final class Progress {

    private record Done(int aggregates, int partitions) {}

    private record Move(TopicPartition partition, long before, long next) {}

    private record Grown(String id, Known known) {}

    private static final Columns<Grown> VERSIONS = Columns.of(Grown.class).text("id", Grown::id)
            .int4("version", grown -> grown.known().version())
            .text("added",
                    grown -> grown.known().added().stream().map(UUID::toString).collect(Collectors.joining(",")));
    private static final Columns<Move> OFFSETS = Columns.of(Move.class).text("topic", move -> move.partition().topic())
            .int4("partition", move -> move.partition().partition()).int8("before", Move::before)
            .int8("next", Move::next);

    private static final String MOVE = """
            WITH saved AS (
              INSERT INTO aggregate AS a (id, version, event_ids)
              SELECT id, version, string_to_array(added, ',')::uuid[] FROM %s
              ON CONFLICT (id) DO UPDATE
                SET version = excluded.version, event_ids = a.event_ids || excluded.event_ids
                WHERE a.version = excluded.version - cardinality(excluded.event_ids)
              RETURNING 1),
            moved AS (
              UPDATE applied_offset o SET next_offset = n.next FROM %s
              WHERE (o.topic, o.partition) = (n.topic, n.partition) AND o.next_offset = n.before
              RETURNING 1)
            SELECT (SELECT count(*) FROM saved), (SELECT count(*) FROM moved)"""
            .formatted(VERSIONS.as("f"), OFFSETS.as("n"));

    private final JdbcTemplate jdbc;

    Progress(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param known what the judge knows by now; what it let pass since {@link Versions#load} is written
     * @param from  the offsets that are believed to be there
     * @param to    the next ones, of those partitions that move
     * @throws StaleOwner if either is elsewhere
     */
    void save(Map<String, Known> known, Map<TopicPartition, Long> from, Map<TopicPartition, Long> to) {
        List<Grown> changed = known.entrySet().stream().map(entry -> new Grown(entry.getKey(), entry.getValue()))
                .filter(it -> !it.known().added().isEmpty()).toList();
        List<Move> moving = to.entrySet().stream()
                .map(it -> new Move(it.getKey(), from.getOrDefault(it.getKey(), -1L), it.getValue())).toList();
        if (changed.isEmpty() && moving.isEmpty()) {
            return;
        }
        List<ArrayParameter> columns = Stream.of(VERSIONS.parameters(changed), OFFSETS.parameters(moving))
                .flatMap(List::stream).toList();
        List<Done> done = jdbc.query(MOVE, statement -> BulkStatement.bind(statement, columns),
                (row, i) -> new Done(row.getInt(1), row.getInt(2)));
        if (done.getFirst().aggregates() != changed.size()) {
            throw new StaleOwner("an aggregate was moved on by somebody else");
        }
        if (done.getFirst().partitions() != moving.size()) {
            throw new StaleOwner("another instance has applied these partitions");
        }
    }
}
