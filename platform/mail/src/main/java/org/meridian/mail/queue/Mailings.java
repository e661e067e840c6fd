package org.meridian.mail.queue;

import static java.util.Objects.requireNonNull;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
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

    /**
     * A place in the line of a kind's waiting mails.
     *
     * @param at when the mail there may go
     */
    record Place(MailKind kind, Instant at, String mailingId) {

        static Place beforeAll(MailKind kind) {
            return new Place(kind, Instant.EPOCH, "");
        }
    }

    record Waiting(Mailing mailing, Instant sendAfter) {

        Place place() {
            return new Place(mailing.kind(), sendAfter, mailing.id());
        }
    }

    /** A mail of which its service wants to know that it was sent. */
    public record Told(String subjectId, Instant sentAt) {}

    private static final Columns<Waiting> NEW = Columns.of(Waiting.class).text("id", it -> it.mailing().id())
            .text("recipient_id", it -> it.mailing().recipientId()).text("kind", it -> it.mailing().kind().name())
            .text("subject_id", it -> it.mailing().subjectId()).instant("at", Waiting::sendAfter);
    private static final String INSERT = """
            INSERT INTO mailing (id, recipient_id, kind, subject_id, state, send_after, due_at)
            SELECT id, recipient_id, kind, subject_id, 'waiting', at, at FROM %s ON CONFLICT DO NOTHING"""
            .formatted(NEW.as("n"));
    private static final Columns<Place> PLACE = Columns.of(Place.class).text("kind", it -> it.kind().name())
            .instant("at", Place::at).text("id", Place::mailingId);
    private static final String DUE = """
            SELECT m.* FROM %s
            CROSS JOIN LATERAL (
              SELECT id, recipient_id, kind, subject_id, send_after FROM mailing
              WHERE state = 'waiting' AND kind = after.kind AND (send_after, id) > (after.at, after.id)
                AND send_after <= ?
              ORDER BY send_after, id LIMIT ?) AS m""".formatted(PLACE.as("after"));
    // What a crash of the database takes back is sent again, under the same Message-ID: nobody waits for the disk.
    private static final String SENT = """
            WITH sent AS (
              UPDATE mailing SET state = 'sent', reason = NULL, attempts = attempts + 1, sent_at = ?
              WHERE id = ?
              RETURNING subject_id, sent_at, set_config('synchronous_commit', 'off', true))
            INSERT INTO mailing_sent (subject_id, sent_at) SELECT subject_id, sent_at FROM sent WHERE ?""";
    private static final String SETTLE = """
            UPDATE mailing SET state = ?, reason = ?, attempts = attempts + 1 WHERE id = ?""";
    private static final String POSTPONE = """
            UPDATE mailing SET send_after = ?, reason = ?, attempts = attempts + 1 WHERE id = ?""";
    private static final String RESEND = """
            UPDATE mailing SET state = 'waiting', reason = NULL, attempts = 0, send_after = ?, due_at = ?
            WHERE id = ? AND state IN ('sent', 'bounced')""";
    private static final String TAKE_SENT = """
            DELETE FROM mailing_sent WHERE position = ANY (ARRAY(
              SELECT position FROM mailing_sent ORDER BY position LIMIT ? FOR UPDATE SKIP LOCKED))
            RETURNING subject_id, sent_at""";
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
     * @param sendAfter when they may go at the earliest, by the real clock
     */
    public void add(List<Mailing> mailings, Instant sendAfter) {
        NEW.bind(INSERT, mailings.stream().map(mailing -> new Waiting(mailing, sendAfter)).toList()).run(jdbc);
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

    /**
     * The next that are due of each kind, each kind's in the order in which they may go. Whoever sends one claims it first.
     *
     * @param after where each kind goes on
     * @param most  of a kind
     */
    List<Waiting> due(List<Place> after, int most) {
        Map<String, MailKind> kinds = after.stream()
                .collect(Collectors.toMap(it -> it.kind().name(), Place::kind));
        return jdbc.query(DUE, statement -> {
            PLACE.binder(after).setValues(statement);
            statement.setTimestamp(4, Timestamp.from(clock.instant()));
            statement.setInt(5, most);
        }, (row, i) -> new Waiting(new Mailing(row.getString("id"), row.getString("recipient_id"),
                requireNonNull(kinds.get(row.getString("kind"))), row.getString("subject_id")),
                row.getTimestamp("send_after").toInstant()));
    }

    void sent(Mailing mailing) {
        jdbc.update(SENT, Timestamp.from(clock.instant()), mailing.id(), mailing.kind().told());
    }

    /** It was not sent, and will not be. */
    void settle(Mailing mailing, MailState state, String reason) {
        jdbc.update(SETTLE, state.column(), reason, mailing.id());
    }

    void postpone(Mailing mailing, Instant until, String reason) {
        jdbc.update(POSTPONE, Timestamp.from(until), reason, mailing.id());
    }

    /**
     * Takes the next of the mails that were sent and of which their service is told, in the caller's transaction. A mail that
     * was sent twice is there twice.
     */
    public List<Told> takeSent(int most) {
        return jdbc.query(TAKE_SENT, (row, i) -> new Told(row.getString("subject_id"),
                row.getTimestamp("sent_at").toInstant()), most);
    }
}
