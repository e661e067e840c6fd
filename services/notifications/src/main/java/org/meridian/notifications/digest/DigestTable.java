package org.meridian.notifications.digest;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.meridian.eventlog.database.Database;
import org.meridian.eventlog.event.Columns;
import org.meridian.notifications.Notifications;
import org.meridian.notifications.schedule.Due;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Digests and cutoffs. They say what was done and not what is known, so that they are no part of the model of which <b>every
 * row is written by {@code on(facts)}</b>. All methods want a transaction.
 */
@Component
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
    record Waiting(String id, String memberId, LocalDate date, Instant dueAt, Cutoff from) {

        Place place() {
            return new Place(dueAt, memberId);
        }
    }

    /** A place among those that are due. */
    record Place(Instant dueAt, String memberId) {

        static final Place BEFORE_ALL = new Place(Instant.EPOCH, "");
    }

    /**
     * What became of it.
     *
     * @param late how many of its items were written in another country before its window begins
     */
    record Composed(Waiting digest, long to, Selection selection, int late) {

        DigestState state() {
            return selection.isEmpty() ? DigestState.EMPTY : DigestState.COMPOSED;
        }
    }

    private static final String LOCK = "SELECT pg_advisory_xact_lock(hashtext(current_schema || '.digest'))";

    private static final Columns<String> MEMBERS = Columns.of(String.class).text("member_id", id -> id);
    private static final String UNPLAN = "DELETE FROM digest d USING " + MEMBERS.as("m")
            + " WHERE d.member_id = m.member_id AND d.state = 'planned'";

    private static final Columns<Planned> PLANNED = Columns.of(Planned.class).text("id", Planned::id)
            .text("member_id", Planned::memberId).date("local_date", Planned::date)
            .text("zone", it -> it.zone().getId()).instant("due_at", Planned::dueAt)
            .text("state", it -> DigestState.PLANNED.column());
    private static final String PLAN = PLANNED.insertInto("digest");
    private static final String DUE = """
            SELECT d.id, d.member_id, d.local_date, d.due_at, c.position, c.at
            FROM digest d JOIN cutoff c ON c.member_id = d.member_id
            WHERE d.state = 'planned' AND d.due_at <= ? AND (d.due_at, d.member_id) > (?, ?)
            ORDER BY d.due_at, d.member_id LIMIT ?""";

    private static final Columns<Composed> COMPOSED = Columns.of(Composed.class).text("id", it -> it.digest().id())
            .text("state", it -> it.state().column()).instant("covers_since", it -> it.digest().from().at())
            .int8("from_position", it -> it.digest().from().position()).int8("to_position", Composed::to)
            .text("items", it -> it.selection().spaced()).text("item_hash", it -> it.selection().hash())
            .text("counted", it -> it.selection().counted().json()).int4("late", Composed::late);
    private static final String COMPOSE = """
            UPDATE digest d
            SET state = n.state, covers_since = n.covers_since, from_position = n.from_position,
                to_position = n.to_position, items = string_to_array(n.items, ' '), item_hash = n.item_hash,
                counted = n.counted, late = n.late
            FROM %s WHERE d.id = n.id""".formatted(COMPOSED.as("n"));

    private static final Columns<Cutoff> CUTOFF = Columns.of(Cutoff.class).text("member_id", Cutoff::memberId)
            .int8("position", Cutoff::position).instant("at", Cutoff::at);
    private static final String BEGIN = CUTOFF.insertInto("cutoff") + "ON CONFLICT DO NOTHING";
    private static final String MOVE_CUTOFF = "UPDATE cutoff c SET position = n.position, at = n.at FROM "
            + CUTOFF.as("n") + " WHERE c.member_id = n.member_id";
    private static final String FIND_CUTOFF = "SELECT position, at FROM cutoff WHERE member_id = ?";

    private final JdbcTemplate jdbc;

    DigestTable(@Notifications Database database) {
        this.jdbc = database.jdbc();
    }

    /** Waits until no other instance plans or composes, and keeps them from it until the transaction ends. */
    void lock() {
        jdbc.query(LOCK, row -> {});
    }

    void unplan(List<String> memberIds) {
        MEMBERS.bind(UNPLAN, memberIds).run(jdbc);
    }

    /** None of these members may have a planned digest. */
    void plan(List<Planned> digests) {
        PLANNED.bind(PLAN, digests).run(jdbc);
    }

    /** Lets the first windows begin; cutoffs that there are stay. */
    void begin(List<Cutoff> cutoffs) {
        CUTOFF.bind(BEGIN, cutoffs).run(jdbc);
    }

    Optional<Cutoff> cutoff(String memberId) {
        return jdbc.query(FIND_CUTOFF, (row, i) -> new Cutoff(memberId, row.getLong("position"),
                row.getTimestamp("at").toInstant()), memberId).stream().findFirst();
    }

    /** What is due at a time, oldest first, after the last that were given: what was composed is not looked through again. */
    List<Waiting> due(Instant now, Place after, int most) {
        return jdbc.query(DUE, (row, i) -> new Waiting(row.getString("id"), row.getString("member_id"),
                row.getObject("local_date", LocalDate.class), row.getTimestamp("due_at").toInstant(),
                new Cutoff(row.getString("member_id"), row.getLong("position"), row.getTimestamp("at").toInstant())),
                Timestamp.from(now), Timestamp.from(after.dueAt()), after.memberId(), most);
    }

    /** Writes what digests consist of, and moves the cutoffs of their members. */
    void compose(List<Composed> composed) {
        COMPOSED.bind(COMPOSE, composed).run(jdbc);
        CUTOFF.bind(MOVE_CUTOFF, composed.stream()
                .map(it -> new Cutoff(it.digest().memberId(), it.to(), it.digest().dueAt())).toList()).run(jdbc);
    }
}
