package org.meridian.mail.queue;

import static java.util.Objects.requireNonNull;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.database.Database;
import org.meridian.eventlog.event.Columns;
import org.meridian.mail.message.MailKind;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** A service's mails on their way, and what has become of each. Times are those of the real clock. */
public final class Mailings {

    /** The folder of the tables, for {@link org.meridian.eventlog.database.Databases#of}. */
    public static final String TABLES = "mail";

    /** A mail that may go from a time on. */
    private record Timed(Mailing mailing, Instant at) {}

    /**
     * A waiting mail that the transaction has to itself, and whom it would go to now.
     *
     * @param wanted the scopes that they have not unsubscribed from
     */
    record Claim(int attempts, Instant dueAt, @Nullable String email, Set<String> wanted, boolean refused) {}

    private static final String CROWD = """
            SELECT count(*) FROM (SELECT FROM mailing WHERE state = 'waiting' AND send_after < ? LIMIT ?) AS w""";
    private static final Columns<Timed> NEW = Columns.of(Timed.class).text("id", it -> it.mailing().id())
            .text("recipient_id", it -> it.mailing().recipientId()).text("kind", it -> it.mailing().kind().name())
            .text("subject_id", it -> it.mailing().subjectId()).instant("at", Timed::at);
    private static final String INSERT = """
            INSERT INTO mailing (id, recipient_id, kind, subject_id, state, send_after, due_at)
            SELECT id, recipient_id, kind, subject_id, 'waiting', at, at FROM %s ON CONFLICT DO NOTHING"""
            .formatted(NEW.as("n"));
    private static final String DUE = """
            SELECT id, recipient_id, kind, subject_id FROM mailing
            WHERE state = 'waiting' AND send_after <= ? AND kind = ANY(?) AND id <> ALL(?)
            ORDER BY send_after, id LIMIT ?""";
    /** What a crash of the database takes back is sent again, under the same Message-ID. */
    private static final String CLAIM = """
            SELECT set_config('synchronous_commit', 'off', true), m.attempts, m.due_at, r.email, r.wanted, r.refused
            FROM mailing m LEFT JOIN mail_recipient r ON r.id = m.recipient_id
            WHERE m.id = ? AND m.state = 'waiting' AND m.send_after <= ?
            FOR NO KEY UPDATE OF m SKIP LOCKED""";
    private static final String SETTLE = """
            UPDATE mailing SET state = ?, reason = ?, attempts = attempts + 1, sent_at = coalesce(?, sent_at)
            WHERE id = ?""";
    private static final String POSTPONE = """
            UPDATE mailing SET send_after = ?, reason = ?, attempts = attempts + 1 WHERE id = ?""";
    private static final String RESEND = """
            UPDATE mailing SET state = 'waiting', reason = NULL, attempts = 0, send_after = ?, due_at = ?
            WHERE id = ? AND state IN ('sent', 'bounced')""";
    private static final String STATE = """
            SELECT state FROM mailing WHERE subject_id = ? ORDER BY due_at DESC, id LIMIT 1""";
    private static final String WAITING = "SELECT count(*) FROM mailing WHERE state = 'waiting'";

    private final JdbcTemplate jdbc;
    private final Clock clock;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    public Mailings(Database database, Clock clock) {
        this.jdbc = database.jdbc();
        this.clock = clock;
    }

    /**
     * Puts mails on their way; one that is known already stays as it is. Joins the caller's transaction.
     *
     * @param sendAfter when they may go at the earliest, by the real clock; many are spread over the minutes after it
     */
    public void add(List<Mailing> mailings, Instant sendAfter) {
        Long others = jdbc.queryForObject(CROWD, Long.class, Timestamp.from(sendAfter.plus(Spread.MAX_WINDOW)),
                Spread.CROWD);
        long dueAtOnce = mailings.size() + (others == null ? 0 : others);
        NEW.bind(INSERT, mailings.stream()
                .map(mailing -> new Timed(mailing, sendAfter.plus(Spread.of(mailing.id(), dueAtOnce)))).toList())
                .run(jdbc);
        wake();
    }

    /** There may be something to send: at once, or once the caller's transaction is committed. */
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
    public Optional<MailState> stateOf(String subjectId) {
        return jdbc.query(STATE, (row, i) -> MailState.of(row.getString("state")), subjectId).stream().findFirst();
    }

    /**
     * Sends a mail that was sent or bounced once more, written anew, under the same Message-ID; says false if there is none to
     * send. A mailbox that has the first one may show the second as the same mail.
     */
    public boolean resend(String mailingId) {
        Timestamp now = Timestamp.from(clock.instant());
        boolean found = jdbc.update(RESEND, now, now, mailingId) > 0;
        if (found) {
            wake();
        }
        return found;
    }

    void whenAdded(Runnable listener) {
        listeners.add(listener);
    }

    long waiting() {
        Long count = jdbc.queryForObject(WAITING, Long.class);
        return count == null ? 0 : count;
    }

    /** The next that are due, of these kinds and without those that are dealt with already. Whoever sends one claims it first. */
    List<Mailing> due(Collection<MailKind> kinds, Collection<String> without, int limit) {
        Map<String, MailKind> byName = kinds.stream().collect(Collectors.toMap(MailKind::name, Function.identity()));
        return jdbc.query(DUE, (row, i) -> new Mailing(row.getString("id"), row.getString("recipient_id"),
                requireNonNull(byName.get(row.getString("kind"))), row.getString("subject_id")),
                Timestamp.from(clock.instant()),
                byName.keySet().toArray(String[]::new), without.toArray(String[]::new), limit);
    }

    /**
     * Keeps a mail to oneself until the transaction ends, however it ends; empty when another has it, or has dealt with it. The
     * transaction does not wait for the disk.
     */
    Optional<Claim> claim(String mailingId) {
        return jdbc.query(CLAIM, Mailings::claim, mailingId, Timestamp.from(clock.instant())).stream().findFirst();
    }

    void settle(String mailingId, MailState state, @Nullable String reason) {
        Timestamp sentAt = state == MailState.SENT ? Timestamp.from(clock.instant()) : null;
        jdbc.update(SETTLE, state.column(), reason, sentAt, mailingId);
    }

    void postpone(String mailingId, Instant until, String reason) {
        jdbc.update(POSTPONE, Timestamp.from(until), reason, mailingId);
    }

    private static Claim claim(ResultSet row, int index) throws SQLException {
        Array wanted = row.getArray("wanted");
        return new Claim(row.getInt("attempts"), row.getTimestamp("due_at").toInstant(), row.getString("email"),
                wanted == null ? Set.of() : Set.of((String[]) wanted.getArray()), row.getBoolean("refused"));
    }
}
