package org.meridian.notifications.delivery;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.event.ArrayParameter;
import org.meridian.eventlog.event.BulkStatement;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The mails on their way, and what has become of each. Times are those of the real clock. */
public final class Mailings {

    /** Waiting; or, for good: accepted by the server, refused by it, or with nothing left to say or nobody to say it to. */
    public enum State {
        WAITING, SENT, BOUNCED, DROPPED;

        String text() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** A waiting mail that the transaction has to itself, and whom it would go to now. */
    record Claim(int attempts, Instant dueAt, @Nullable String email, boolean digests, boolean atOnce,
            boolean stopped) {}

    private final JdbcTemplate jdbc;
    private final Clock clock;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final String crowd;
    private final String insert;
    private final String due;
    private final String claim;
    private final String settle;
    private final String postpone;
    private final String resend;
    private final String state;
    private final String waiting;

    Mailings(JdbcTemplate jdbc, String schema, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.crowd = """
                SELECT count(*) FROM (SELECT FROM %s.mailing WHERE state = 'waiting' AND send_after < ? LIMIT ?) AS w"""
                .formatted(schema);
        this.insert = """
                INSERT INTO %s.mailing (id, member_id, kind, subject_id, state, send_after, due_at)
                SELECT id, member_id, kind, subject_id, 'waiting', at, at
                FROM unnest(?, ?, ?, ?, ?) AS n(id, member_id, kind, subject_id, at) ON CONFLICT DO NOTHING"""
                .formatted(schema);
        this.due = """
                SELECT id, member_id, kind, subject_id FROM %s.mailing
                WHERE state = 'waiting' AND send_after <= ? AND kind = ANY(?) AND id <> ALL(?)
                ORDER BY send_after, id LIMIT ?""".formatted(schema);
        // What a crash of the database takes back is sent again, under the same Message-ID.
        this.claim = """
                SELECT set_config('synchronous_commit', 'off', true), m.attempts, m.due_at, r.email,
                       r.cadence <> 'OFF' AS digests, r.at_once, s.member_id IS NOT NULL AS stopped
                FROM %1$s.mailing m
                LEFT JOIN %1$s.recipient r ON r.member_id = m.member_id
                LEFT JOIN %1$s.mail_stop s ON (s.member_id, s.email) = (r.member_id, r.email)
                WHERE m.id = ? AND m.state = 'waiting' AND m.send_after <= ?
                FOR NO KEY UPDATE OF m SKIP LOCKED""".formatted(schema);
        this.settle = """
                UPDATE %s.mailing SET state = ?, reason = ?, attempts = attempts + 1,
                                      sent_at = coalesce(?, sent_at) WHERE id = ?""".formatted(schema);
        this.postpone = "UPDATE %s.mailing SET send_after = ?, reason = ?, attempts = attempts + 1 WHERE id = ?"
                .formatted(schema);
        this.resend = """
                UPDATE %s.mailing SET state = 'waiting', reason = NULL, attempts = 0, send_after = ?, due_at = ?
                WHERE id = ? AND state IN ('sent', 'bounced')""".formatted(schema);
        this.state = """
                SELECT state FROM %s.mailing WHERE subject_id = ? ORDER BY due_at DESC, id LIMIT 1""".formatted(schema);
        this.waiting = "SELECT count(*) FROM %s.mailing WHERE state = 'waiting'".formatted(schema);
    }

    /**
     * Puts mails on their way; one that is known already stays as it is. Joins the caller's transaction.
     *
     * @param sendAfter when they may go at the earliest, by the real clock; many are spread over the minutes after it
     */
    public void add(List<Mailing> mailings, Instant sendAfter) {
        Long others = jdbc.queryForObject(crowd, Long.class, Timestamp.from(sendAfter.plus(Spread.MAX_WINDOW)),
                Spread.CROWD);
        long dueAtOnce = mailings.size() + (others == null ? 0 : others);
        BulkStatement.of(insert, ArrayParameter.text(mailings, Mailing::id),
                ArrayParameter.text(mailings, Mailing::memberId),
                ArrayParameter.text(mailings, Mailing::kind), ArrayParameter.text(mailings, Mailing::subjectId),
                ArrayParameter.instants(mailings, mailing -> sendAfter.plus(Spread.of(mailing.id(), dueAtOnce))))
                .run(jdbc);
        wake();
    }

    /** There may be something to hand over: at once, or once the caller's transaction is committed. */
    public void wake() {
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    listeners.forEach(Runnable::run);
                }
            });
        } else {
            listeners.forEach(Runnable::run);
        }
    }

    /** What has become of the newest mail about something, for example a digest; empty when there was none. */
    public Optional<State> stateOf(String subjectId) {
        return jdbc.query(state, (row, i) -> state(row.getString("state")), subjectId).stream().findFirst();
    }

    /**
     * Sends a mail that was handed over or bounced once more, written anew, under the same Message-ID; says false if there is
     * none to send. A mailbox that has the first one may show the second as the same mail.
     */
    public boolean resend(String mailingId) {
        Timestamp now = Timestamp.from(clock.instant());
        boolean found = jdbc.update(resend, now, now, mailingId) > 0;
        if (found) {
            wake();
        }
        return found;
    }

    void whenAdded(Runnable listener) {
        listeners.add(listener);
    }

    long waiting() {
        Long count = jdbc.queryForObject(waiting, Long.class);
        return count == null ? 0 : count;
    }

    /** The next that are due, of these kinds and without those that are dealt with already. Whoever sends one claims it first. */
    List<Mailing> due(Collection<String> kinds, Collection<String> without, int limit) {
        return jdbc.query(due, (row, i) -> new Mailing(row.getString("id"), row.getString("member_id"),
                row.getString("kind"), row.getString("subject_id")), Timestamp.from(clock.instant()),
                kinds.toArray(String[]::new), without.toArray(String[]::new), limit);
    }

    /**
     * Keeps a mail to oneself until the transaction ends, however it ends; empty when another has it, or has dealt with it. The
     * transaction does not wait for the disk.
     */
    Optional<Claim> claim(String mailingId) {
        return jdbc.query(claim, Mailings::claim, mailingId, Timestamp.from(clock.instant())).stream().findFirst();
    }

    void sent(String mailingId) {
        jdbc.update(settle, State.SENT.text(), null, Timestamp.from(clock.instant()), mailingId);
    }

    void bounced(String mailingId, String reason) {
        jdbc.update(settle, State.BOUNCED.text(), reason, null, mailingId);
    }

    void dropped(String mailingId, String reason) {
        jdbc.update(settle, State.DROPPED.text(), reason, null, mailingId);
    }

    void postpone(String mailingId, Instant until, String reason) {
        jdbc.update(postpone, Timestamp.from(until), reason, mailingId);
    }

    private static Claim claim(ResultSet row, int index) throws SQLException {
        return new Claim(row.getInt("attempts"), row.getTimestamp("due_at").toInstant(), row.getString("email"),
                row.getBoolean("digests"), row.getBoolean("at_once"), row.getBoolean("stopped"));
    }

    private static State state(String text) {
        return State.valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
