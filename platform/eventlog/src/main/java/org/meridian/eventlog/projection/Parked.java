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

    /** What a detail may have: it is text from elsewhere, a database's for one. */
    private static final int MAX_DETAIL_CHARS = 500;
    private static final int PAGE_RECORDS = 2_000;
    private static final String COLUMNS = "id, topic, partition, \"offset\", key, value, recorded_at";

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

    private record Row(SetAside it, Instant at) {

        Incoming record() {
            return it.record();
        }
    }

    private static final Columns<Row> ROWS = Columns.of(Row.class).text("topic", row -> row.record().topic())
            .int4("partition", row -> row.record().partition()).int8("\"offset\"", row -> row.record().offset())
            .text("key", row -> row.record().key()).bytes("value", row -> row.record().value())
            .instant("recorded_at", row -> row.record().recordedAt()).text("reason", row -> row.it().reason().text())
            .text("detail", row -> shortened(row.it().detail())).int4("version", row -> version(row.it()))
            .instant("parked_at", Row::at);
    private static final String ADD = ROWS.insertInto("parked") + """
            ON CONFLICT (topic, partition, "offset") DO UPDATE SET key = excluded.key, value = excluded.value,
              recorded_at = excluded.recorded_at, reason = excluded.reason, detail = excluded.detail,
              version = excluded.version""";
    private static final Columns<SetAside> STAYING = Columns.of(SetAside.class)
            .int8("id", it -> it.record().parkedId()).text("reason", it -> it.reason().text())
            .text("detail", it -> shortened(it.detail())).int4("version", Parked::version);
    private static final String STAY = """
            UPDATE parked p SET reason = s.reason, detail = s.detail, version = s.version FROM %s
            WHERE p.id = s.id AND (p.reason, p.detail, p.version) IS DISTINCT FROM (s.reason, s.detail, s.version)"""
            .formatted(STAYING.as("s"));
    private static final String PURGE = """
            DELETE FROM parked WHERE topic = ? AND key = ? AND partition = ? AND "offset" < ?""";
    private static final String REMOVE = "DELETE FROM parked p USING " + IDS.as("gone") + " WHERE p.id = gone.id";

    /** To be formatted with what is selected and in which order. What a page begins with it has, however large it is. */
    private static final String PAGE = "SELECT " + COLUMNS + """
             FROM (SELECT *, sum(coalesce(octet_length(value), 0)) OVER (ORDER BY %%2$s)
                             - coalesce(octet_length(value), 0) AS before
                   FROM (SELECT * FROM parked WHERE %%1$s ORDER BY %%2$s LIMIT %d) AS next) AS page
            WHERE before < %d ORDER BY %%2$s""".formatted(PAGE_RECORDS, Portions.BYTES);
    private static final String IN_ORDER = "version NULLS FIRST, id";
    private static final String WAITING = PAGE.formatted("key = ? AND reason = 'gap'", IN_ORDER);
    private static final String WAITS = "SELECT EXISTS (SELECT FROM parked WHERE id = ? AND reason = 'gap')";
    private static final String WITH_ITS_KEY = PAGE
            .formatted("(key, topic) IN (SELECT key, topic FROM parked WHERE id = ?)", "id");
    private static final String FOLLOWING = PAGE.formatted("key = ? AND topic = ? AND id > ?", "id");
    private static final String UNKNOWN = PAGE
            .formatted("reason IN ('unknown-schema', 'unknown-type', 'ahead') AND id > ?", "id");
    /** Of what was parked before versions were noted it is not known. */
    private static final String DRAINABLE = """
            SELECT DISTINCT p.key FROM parked p JOIN aggregate a ON a.id = p.key
            WHERE p.reason = 'gap' AND (p.version IS NULL OR p.version <= a.version + 1)""";
    private static final String USAGE = """
            SELECT p.topic, p.reason, count(*),
                   sum(coalesce(pg_column_size(p.value), 0) + pg_column_size(p.key) + pg_column_size(p.detail))
            FROM\s""" + WITH_DISCARDED + "WHERE d.topic IS NULL GROUP BY p.topic, p.reason";

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

    /** Keeps their newest reasons with records that were parked before, but those that another instance has dealt with meanwhile. */
    void stay(List<SetAside> records) {
        STAYING.bind(STAY, records).run(jdbc);
    }

    void add(List<SetAside> records, Instant now) {
        ROWS.bind(ADD, records.stream().map(it -> new Row(it, now)).toList()).run(jdbc);
    }

    private static String shortened(String detail) {
        String text = detail.replace('\0', ' ');
        return text.length() > MAX_DETAIL_CHARS ? text.substring(0, MAX_DETAIL_CHARS) : text;
    }

    private static @Nullable Integer version(SetAside it) {
        return it.version() == 0 ? null : it.version();
    }

    /** Deletes what was parked of content that has been taken back by the tombstone {@code record}. */
    void purge(Incoming record) {
        jdbc.update(PURGE, record.topic(), record.key(), record.partition(), record.offset());
    }

    void remove(Collection<Long> ids) {
        IDS.bind(REMOVE, List.copyOf(ids)).run(jdbc);
    }

    /** The first page of what waits for an earlier fact of this aggregate, by version. */
    List<Incoming> waitingFor(String key) {
        return jdbc.query(WAITING, Parked::incoming, key);
    }

    boolean isWaitingBehindGap(Incoming record) {
        return Boolean.TRUE.equals(jdbc.queryForObject(WAITS, Boolean.class, record.parkedId()));
    }

    /** The aggregates of which something waits though what it waited for has been applied: a crash was in between. */
    List<String> drainable() {
        return jdbc.query(DRAINABLE, (row, i) -> String.valueOf(row.getString(1)));
    }

    /** The first page of the record and all others of its aggregate, in the order in which they came; empty when it is gone. */
    List<Incoming> withItsKey(long id) {
        return jdbc.query(WITH_ITS_KEY, Parked::incoming, id);
    }

    /** The page that follows a record in this order. */
    List<Incoming> following(Incoming last) {
        return jdbc.query(FOLLOWING, Parked::incoming, last.key(), last.topic(), last.parkedId());
    }

    /** The next page of those that time or an announcement may have made readable, in the order in which they came. */
    List<Incoming> unknown(long afterId) {
        return jdbc.query(UNKNOWN, Parked::incoming, afterId);
    }

    /** What is parked for a reason in a topic, without what an operator has given up: how many, and how much they take on the disk. */
    record Usage(String topic, String reason, long records, long bytes) {}

    List<Usage> usage() {
        return jdbc.query(USAGE,
                (row, i) -> new Usage(row.getString(1), row.getString(2), row.getLong(3), row.getLong(4)));
    }

    private static Incoming incoming(ResultSet row, int index) throws SQLException {
        return new Incoming(row.getString(2), row.getInt(3), row.getLong(4), row.getString(5), row.getBytes(6),
                row.getTimestamp(7).toInstant(), row.getLong(1));
    }
}
