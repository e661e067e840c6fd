package org.meridian.notifications.digest;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.event.ArrayParameter;
import org.meridian.eventlog.event.BulkStatement;
import org.meridian.notifications.schedule.Due;
import org.springframework.jdbc.core.JdbcTemplate;

/** Digests and cutoffs: outside of rule 3, since they say what was done and not what is known. All methods want a transaction. */
final class DigestTable {

    /** A digest that is to be composed when it is due. */
    record Planned(String memberId, LocalDate date, ZoneId zone, Instant dueAt) {

        static Planned of(String memberId, Due due, ZoneId zone) {
            return new Planned(memberId, due.date(), zone, due.at());
        }

        String id() {
            return Hash.digestId(memberId, date);
        }
    }

    /** Up to which position a member's last digest went, and when it was due. */
    record Cutoff(String memberId, long position, Instant at) {}

    /** A planned digest that is due, and where its window begins. */
    record Waiting(String id, String memberId, LocalDate date, Instant dueAt, Cutoff from) {}

    /** What became of it. */
    record Composed(Waiting digest, long to, Selection selection) {

        String state() {
            return selection.isEmpty() ? "empty" : "composed";
        }
    }

    private final JdbcTemplate jdbc;
    private final String lock;
    private final String unplan;
    private final String plan;
    private final String begin;
    private final String cutoff;
    private final String due;
    private final String compose;
    private final String moveCutoff;
    private final String expectHandOver;

    DigestTable(JdbcTemplate jdbc, String schema) {
        this.jdbc = jdbc;
        this.lock = "SELECT pg_advisory_xact_lock(hashtext('%s.digest'))".formatted(schema);
        this.unplan = """
                DELETE FROM %s.digest d USING unnest(?) AS m(member_id)
                WHERE d.member_id = m.member_id AND d.state = 'planned'""".formatted(schema);
        this.plan = """
                INSERT INTO %s.digest (id, member_id, local_date, zone, due_at, state)
                SELECT n.*, 'planned' FROM unnest(?, ?, ?, ?, ?) AS n""".formatted(schema);
        this.begin = "INSERT INTO %s.cutoff SELECT * FROM unnest(?, ?, ?) ON CONFLICT DO NOTHING".formatted(schema);
        this.cutoff = "SELECT position, at FROM %s.cutoff WHERE member_id = ?".formatted(schema);
        this.due = """
                SELECT d.id, d.member_id, d.local_date, d.due_at, c.position, c.at
                FROM %1$s.digest d JOIN %1$s.cutoff c ON c.member_id = d.member_id
                WHERE d.state = 'planned' AND d.due_at <= ? ORDER BY d.due_at, d.member_id LIMIT ?""".formatted(schema);
        this.compose = """
                UPDATE %s.digest d
                SET state = n.state, covers_since = n.covers_since, from_position = n.from_position,
                    to_position = n.to_position, items = string_to_array(n.items, ' '), item_hash = n.item_hash,
                    counted = n.counted
                FROM unnest(?, ?, ?, ?, ?, ?, ?, ?)
                     AS n(id, state, covers_since, from_position, to_position, items, item_hash, counted)
                WHERE d.id = n.id""".formatted(schema);
        this.moveCutoff = """
                UPDATE %s.cutoff c SET position = n.position, at = n.at FROM unnest(?, ?, ?) AS n(member_id, position, at)
                WHERE c.member_id = n.member_id""".formatted(schema);
        this.expectHandOver = "INSERT INTO %s.digest_to_announce SELECT * FROM unnest(?)".formatted(schema);
    }

    /** Waits until no other instance plans or composes, and keeps them from it until the transaction ends. */
    void lock() {
        jdbc.query(lock, row -> {});
    }

    void unplan(List<String> memberIds) {
        BulkStatement.of(unplan, ArrayParameter.text(memberIds, id -> id)).run(jdbc);
    }

    /** None of these members may have a planned digest. */
    void plan(List<Planned> digests) {
        BulkStatement
                .of(plan, ArrayParameter.text(digests, Planned::id), ArrayParameter.text(digests, Planned::memberId),
                        dates(digests, Planned::date), ArrayParameter.text(digests, it -> it.zone().getId()),
                        ArrayParameter.instants(digests, Planned::dueAt))
                .run(jdbc);
    }

    /** Lets the first windows begin; cutoffs that there are stay. */
    void begin(List<Cutoff> cutoffs) {
        BulkStatement.of(begin, cutoffs(cutoffs)).run(jdbc);
    }

    Optional<Cutoff> cutoff(String memberId) {
        return jdbc.query(cutoff, (row, i) -> new Cutoff(memberId, row.getLong("position"),
                row.getTimestamp("at").toInstant()), memberId).stream().findFirst();
    }

    /** What is due at a time, oldest first. */
    List<Waiting> due(Instant now, int most) {
        return jdbc.query(due, (row, i) -> new Waiting(row.getString("id"), row.getString("member_id"),
                row.getObject("local_date", LocalDate.class), row.getTimestamp("due_at").toInstant(),
                new Cutoff(row.getString("member_id"), row.getLong("position"), row.getTimestamp("at").toInstant())),
                Timestamp.from(now), most);
    }

    /** Writes what digests consist of, and moves the cutoffs of their members. */
    void compose(List<Composed> composed) {
        BulkStatement.of(compose, ArrayParameter.text(composed, it -> it.digest().id()),
                ArrayParameter.text(composed, Composed::state),
                ArrayParameter.instants(composed, it -> it.digest().from().at()),
                longs(composed, it -> it.digest().from().position()), longs(composed, Composed::to),
                ArrayParameter.text(composed, it -> it.selection().spaced()),
                ArrayParameter.text(composed, it -> it.selection().hash()),
                ArrayParameter.text(composed, it -> it.selection().counted().json())).run(jdbc);
        BulkStatement.of(moveCutoff, cutoffs(composed.stream()
                .map(it -> new Cutoff(it.digest().memberId(), it.to(), it.digest().dueAt())).toList())).run(jdbc);
    }

    /** Their facts are to be written once they are handed over. */
    void expectHandOver(List<String> digestIds) {
        BulkStatement.of(expectHandOver, ArrayParameter.text(digestIds, id -> id)).run(jdbc);
    }

    private static ArrayParameter[] cutoffs(List<Cutoff> cutoffs) {
        return new ArrayParameter[]{ArrayParameter.text(cutoffs, Cutoff::memberId), longs(cutoffs, Cutoff::position),
                ArrayParameter.instants(cutoffs, Cutoff::at)};
    }

    private static <T> ArrayParameter longs(List<T> rows, Function<T, Long> value) {
        return new ArrayParameter("int8", rows.stream().map(value).toArray());
    }

    private static <T> ArrayParameter dates(List<T> rows, Function<T, @Nullable Object> value) {
        return new ArrayParameter("date", rows.stream().map(value).toArray());
    }
}
