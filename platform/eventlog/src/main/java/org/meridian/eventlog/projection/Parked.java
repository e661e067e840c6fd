package org.meridian.eventlog.projection;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.event.Columns;
import org.springframework.jdbc.core.JdbcTemplate;

/** The records that could not be applied, with the reason, until they can. */
public final class Parked {

    /**
     * What an operator sees of a parked record; the bytes stay in the table.
     *
     * @param offset    negative when its topic was founded anew since, and nothing is found there any more
     * @param discarded null while it is waited for
     */
    public record Item(long id, String topic, int partition, long offset, String key, String reason, String detail,
            Instant parkedAt, @Nullable Discarded discarded) {}

    /** That nobody waits for a record any more, who has said so, and why. */
    public record Discarded(Instant at, String by, String why) {}

    private static final int PAGE = 200;
    private static final String COLUMNS = "id, topic, partition, \"offset\", key, value, recorded_at";

    private static final Columns<String> KEYS = Columns.of(String.class).text("key", key -> key);
    private static final Columns<Long> IDS = Columns.of(Long.class).int8("id", id -> id);

    private static final String WITH_DISCARDED = """
            parked p LEFT JOIN discarded d ON (d.topic, d.partition, d."offset") = (p.topic, p.partition, p."offset")
            """;
    private static final String LIST = """
            SELECT p.id, p.topic, p.partition, p."offset", p.key, p.reason, p.detail, p.parked_at, d.discarded_at,
                   d.discarded_by, d.why
            FROM\s""" + WITH_DISCARDED + "WHERE (d.topic IS NOT NULL) = ? ORDER BY p.id LIMIT ?";
    private static final String COUNT = "SELECT count(*) FROM " + WITH_DISCARDED + "WHERE d.topic IS NULL";
    /** The record, and where that is wished those that came after it for the same key in the same topic. */
    private static final String DISCARD = """
            INSERT INTO discarded (topic, partition, "offset", discarded_at, discarded_by, why)
            SELECT p.topic, p.partition, p."offset", ?, ?, ? FROM parked p JOIN parked one ON one.id = ?
            WHERE p.id = one.id OR ? AND p.topic = one.topic AND p.key = one.key AND p.id > one.id
            ON CONFLICT DO NOTHING""";
    private static final String EXISTS = "SELECT EXISTS (SELECT FROM parked WHERE id = ?)";
    private static final String BEHIND = "SELECT count(*) FROM " + WITH_DISCARDED + """
            JOIN parked one ON one.id = ? AND p.topic = one.topic AND p.key = one.key AND p.id > one.id
            WHERE d.topic IS NULL""";
    private static final String STAYS = "UPDATE parked SET reason = ?, detail = ? WHERE id = ?";
    private static final String ADD = """
            INSERT INTO parked (topic, partition, "offset", key, value, recorded_at, reason, detail, parked_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (topic, partition, "offset") DO UPDATE SET key = excluded.key, value = excluded.value,
              recorded_at = excluded.recorded_at, reason = excluded.reason, detail = excluded.detail""";
    private static final String PURGE = """
            DELETE FROM parked WHERE topic = ? AND key = ? AND partition = ? AND "offset" < ?""";
    private static final String REMOVE = "DELETE FROM parked p USING " + IDS.as("gone") + " WHERE p.id = gone.id";
    private static final String WAITING = "SELECT " + COLUMNS
            + " FROM parked WHERE key = ANY (?) AND reason = 'gap' ORDER BY id";
    private static final String WITH_ITS_KEY = "SELECT " + COLUMNS + """
             FROM parked p JOIN (SELECT key AS k, topic AS t FROM parked WHERE id = ?) one
            ON p.key = one.k AND p.topic = one.t ORDER BY id""";
    private static final String UNKNOWN = "SELECT " + COLUMNS
            + " FROM parked WHERE reason IN (?, ?) AND id > ? ORDER BY id"
            + " LIMIT " + PAGE;

    private final JdbcTemplate jdbc;

    public Parked(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Those that are waited for, oldest first. */
    public List<Item> list(int limit) {
        return jdbc.query(LIST, Parked::item, false, limit);
    }

    /** Those that are not any more, oldest first. */
    public List<Item> discarded(int limit) {
        return jdbc.query(LIST, Parked::item, true, limit);
    }

    private static Item item(ResultSet row, int index) throws SQLException {
        Timestamp discardedAt = row.getTimestamp(9);
        return new Item(row.getLong(1), row.getString(2), row.getInt(3), row.getLong(4), row.getString(5),
                row.getString(6), row.getString(7), row.getTimestamp(8).toInstant(), discardedAt == null
                        ? null
                        : new Discarded(discardedAt.toInstant(), row.getString(10), row.getString(11)));
    }

    /** How many are waited for. */
    public long count() {
        Long count = jdbc.queryForObject(COUNT, Long.class);
        return count == null ? 0 : count;
    }

    public boolean contains(long id) {
        return Boolean.TRUE.equals(jdbc.queryForObject(EXISTS, Boolean.class, id));
    }

    /**
     * Notes that nobody waits for a record any more. It keeps its place: what came after it is not applied, and it is applied
     * itself should what it lacks come all the same.
     *
     * @param withFollowing those too that came after it for the same key in the same topic
     * @return how many were waited for until now
     */
    public int discard(long id, Discarded discarded, boolean withFollowing) {
        return jdbc.update(DISCARD, Timestamp.from(discarded.at()), discarded.by(), discarded.why(), id, withFollowing);
    }

    /** How many are waited for that came after this one for the same key in the same topic. */
    public int countBehind(long id) {
        Integer count = jdbc.queryForObject(BEHIND, Integer.class, id);
        return count == null ? 0 : count;
    }

    /** Keeps its newest reason with a record that was parked before, unless another instance has dealt with it meanwhile. */
    void stays(long id, Reason reason, String detail) {
        jdbc.update(STAYS, reason.text(),
                detail.replace('\0', ' '), id);
    }

    void add(Incoming record, Reason reason, String detail, Instant now) {
        jdbc.update(ADD,
                record.topic(), record.partition(), record.offset(), record.key(), record.value(),
                Timestamp.from(record.recordedAt()), reason.text(), detail.replace('\0', ' '), Timestamp.from(now));
    }

    /** Deletes what was parked of content that has been taken back by the tombstone {@code record}. */
    void purge(Incoming record) {
        jdbc.update(PURGE, record.topic(), record.key(), record.partition(), record.offset());
    }

    void remove(Collection<Long> ids) {
        IDS.bind(REMOVE, List.copyOf(ids)).run(jdbc);
    }

    /** What waits for an earlier fact of one of these aggregates, in the order in which it came. */
    List<Incoming> waitingFor(Collection<String> keys) {
        return jdbc.query(WAITING, KEYS.binder(List.copyOf(keys)), Parked::incoming);
    }

    /** The record and all others of its aggregate, in order; empty when it is no longer parked. */
    List<Incoming> withItsKey(long id) {
        return jdbc.query(WITH_ITS_KEY, Parked::incoming, id);
    }

    /** The next of those whose schema or type was not known, in the order in which they came. */
    List<Incoming> unknown(long afterId) {
        return jdbc.query(UNKNOWN, Parked::incoming, Reason.UNKNOWN_SCHEMA.text(), Reason.UNKNOWN_TYPE.text(), afterId);
    }

    private static Incoming incoming(ResultSet row, int index) throws SQLException {
        return new Incoming(row.getString(2), row.getInt(3), row.getLong(4), row.getString(5), row.getBytes(6),
                row.getTimestamp(7).toInstant(), row.getLong(1));
    }
}
