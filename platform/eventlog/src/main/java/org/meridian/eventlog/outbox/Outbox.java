package org.meridian.eventlog.outbox;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.event.ArrayParameter;
import org.meridian.eventlog.event.BulkStatement;
import org.meridian.eventlog.event.Columns;
import org.meridian.eventlog.event.Entry;
import org.meridian.eventlog.event.Entry.Fact;
import org.meridian.eventlog.event.ReadModel;
import org.meridian.eventlog.serde.Codec;
import org.meridian.process.Collisions;
import org.postgresql.util.PSQLException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Writes what was decided here: the aggregates' versions, the rows and the outbox, in one statement, which is twice as
 * fast as two. The outbox row is drawn from the version's {@code RETURNING}, so that its number comes after the lock on
 * the aggregate; where the version was not the next one there is nothing to draw from, and the statement fails whole.
 */
public final class Outbox {

    private static final String NOT_NULL_VIOLATION = "23502";

    private static final Columns<Fact> VERSION = Columns.of(Fact.class).text("id", Fact::id)
            .int4("version", Fact::version)
            .uuid("event_id", Fact::eventId);

    // What another node sent cannot make an aggregate of ours read-only: its topics have that node's prefix.
    private static final String VERSIONS = """
            versions AS (
              INSERT INTO aggregate AS a (id, version, event_ids)
              SELECT f.id, f.version, ARRAY[f.event_id] FROM %s
              WHERE (f.version = 1 OR EXISTS (SELECT FROM aggregate b WHERE b.id = f.id))
                AND NOT EXISTS (SELECT FROM parked p
                                WHERE p.key = f.id AND p.topic ~ '^(shared|domestic|to-[a-z0-9]+)[.]')
              ON CONFLICT (id) DO UPDATE
                SET version = excluded.version, event_ids = a.event_ids || excluded.event_ids
                WHERE a.version = excluded.version - 1
              RETURNING a.id)""".formatted(VERSION.as("f"));

    /**
     * What has yet to be sent.
     *
     * @param since when the oldest of it was decided; null where there is none
     */
    public record Waiting(long records, @Nullable Instant since) {}

    private static final String WAITING = "SELECT count(*), min(occurred_at) FROM outbox";

    /** A record on its way to Kafka. */
    private record Outgoing(Entry entry, Instant at, byte[] value, @Nullable String traceparent) {}

    private static final Columns<Outgoing> RECORD = Columns.of(Outgoing.class).text("topic", it -> it.entry().topic())
            .text("key", it -> it.entry().id()).text("event_id", it -> eventId(it.entry()))
            .text("type", it -> it.entry().body().getSchema().getFullName()).instant("occurred_at", Outgoing::at)
            .bytes("value", Outgoing::value).text("traceparent", Outgoing::traceparent)
            .bool("is_fact", it -> it.entry() instanceof Fact);

    private static final String INSERT = """
            INSERT INTO outbox (topic, key, event_id, type, occurred_at, value, traceparent, accepted)
            SELECT o.topic, o.key, o.event_id, o.type, o.occurred_at, o.value, o.traceparent,
                   NOT o.is_fact OR v.id IS NOT NULL OR NULL
            FROM %s
            LEFT JOIN versions v ON v.id = o.key
            ORDER BY o.position""".formatted(RECORD.numbered("o"));

    private final JdbcTemplate jdbc;
    private final ReadModel rows;
    private final Codec codec;
    private final Clock clock;

    public Outbox(JdbcTemplate jdbc, ReadModel rows, Codec codec, Clock clock) {
        this.jdbc = jdbc;
        this.rows = rows;
        this.codec = codec;
        this.clock = clock;
    }

    /**
     * Writes entries, the rows they make and whatever else must stand or fall with them (an idempotency key, a used token).
     * Joins a transaction where there is one; alone it is tried again where another statement was in its way. At most one
     * fact of each aggregate.
     *
     * @throws StaleVersion if a fact's version is not its aggregate's next; read the state again and decide again
     */
    public void append(List<Entry> entries, BulkStatement... alongside) {
        List<Fact> facts = entries.stream().filter(Fact.class::isInstance).map(Fact.class::cast).toList();
        List<BulkStatement> writes = Stream.concat(rows.on(entries).stream(), Stream.of(alongside))
                .filter(BulkStatement::hasRows).toList();

        List<ArrayParameter> columns = new ArrayList<>(VERSION.parameters(facts));
        var sql = new StringBuilder("WITH ").append(VERSIONS);
        // PostgreSQL runs parts of which nothing is read from the last to the first. Turned around they lock rows in the order
        // in which a projection does that writes the same ones: else the two could wait for each other.
        for (int i = writes.size() - 1; i >= 0; i--) {
            sql.append(", write_").append(i).append(" AS (").append(writes.get(i).sql()).append(")");
            columns.addAll(writes.get(i).columns());
        }
        columns.addAll(RECORD.parameters(outgoing(entries)));
        try {
            var statement = new BulkStatement(sql.append(" ").append(INSERT).toString(), columns);
            Collisions.triedAgain(() -> statement.run(jdbc));
        } catch (DataIntegrityViolationException e) {
            throw isStale(e) ? new StaleVersion(e) : e;
        }
    }

    public Waiting waiting() {
        return Objects.requireNonNull(jdbc.queryForObject(WAITING, (row, i) -> new Waiting(row.getLong(1),
                row.getTimestamp(2) == null ? null : row.getTimestamp(2).toInstant())));
    }

    private List<Outgoing> outgoing(List<Entry> entries) {
        Instant now = clock.instant();
        String traceparent = Traceparent.current();
        return entries.stream().map(entry -> new Outgoing(entry, entry instanceof Fact fact ? fact.occurredAt() : now,
                codec.encode(entry.topic(), entry.body()), traceparent)).toList();
    }

    /** Content has no id of its own in the body: the topic, the id and the version name it. */
    private static String eventId(Entry entry) {
        return entry instanceof Fact fact
                ? fact.eventId().toString()
                : entry.topic() + "/" + entry.id() + "/" + entry.version();
    }

    private static boolean isStale(DataIntegrityViolationException e) {
        // The column by its name: a message is in the server's language.
        return e.getMostSpecificCause() instanceof PSQLException sql
                && NOT_NULL_VIOLATION.equals(sql.getSQLState())
                && sql.getServerErrorMessage() != null
                && "accepted".equals(sql.getServerErrorMessage().getColumn());
    }
}
