package org.meridian.notifications.digest;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.meridian.eventlog.EventLog;
import org.meridian.eventlog.database.Database;
import org.meridian.eventlog.event.Columns;
import org.meridian.eventlog.event.Entry;
import org.meridian.events.notifications.DigestSent;
import org.meridian.mail.queue.Mailings;
import org.meridian.mail.queue.Mailings.Told;
import org.meridian.notifications.Notifications;
import org.meridian.process.Worker;
import org.meridian.schemas.Ids;
import org.meridian.schemas.Topics;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Writes a fact for each digest that was sent, once: it is its aggregate's first version, and there is no second one. It works
 * through the queue of what was sent, and waits for nobody who plans, composes or sends.
 */
@Component
final class AnnounceSentDigests {

    private static final Duration POLL = Duration.ofSeconds(2);
    private static final int BATCH = 1_000;

    // Announced already: sent once more, or in a database that was put back to an earlier day.
    private static final Columns<Told> SENT = Columns.of(Told.class).text("id", Told::subjectId).instant("sent_at",
            Told::sentAt);
    private static final String TO_ANNOUNCE = """
            SELECT DISTINCT ON (d.id) d.id, d.member_id, d.local_date, d.due_at, s.sent_at,
                   cardinality(d.items) AS items, d.late
            FROM %s JOIN digest d ON d.id = s.id
            WHERE NOT EXISTS (SELECT FROM aggregate a WHERE a.id = d.member_id || '.' || d.id)
            ORDER BY d.id, s.sent_at""".formatted(SENT.as("s"));

    private final EventLog log;
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final Mailings mailings;
    private final Worker worker;

    AnnounceSentDigests(@Notifications EventLog log, @Notifications Database database,
            @Notifications Mailings mailings) {
        this.log = log;
        this.jdbc = database.jdbc();
        this.transaction = database.transaction();
        this.mailings = mailings;
        this.worker = log.worker("digests-announced", POLL, this::announce);
    }

    private void announce() {
        boolean more = true;
        while (more && worker.isRunning()) {
            more = announceSome();
        }
    }

    /** Says whether there may be more. */
    private boolean announceSome() {
        Integer taken = transaction.execute(status -> {
            List<Told> sent = mailings.takeSent(BATCH);
            List<DigestSent> facts = jdbc.query(TO_ANNOUNCE, SENT.binder(sent), (row, i) -> fact(row));
            if (!facts.isEmpty()) {
                log.append(facts.stream().map(it -> Entry.of(Topics.DOMESTIC_NOTIFICATIONS, it)).toList());
            }
            return sent.size();
        });
        return taken != null && taken == BATCH;
    }

    private static DigestSent fact(ResultSet row) throws SQLException {
        String memberId = row.getString("member_id");
        Instant at = row.getTimestamp("sent_at").toInstant();
        return DigestSent.newBuilder().setEventId(Ids.eventId())
                .setId(Ids.derived(memberId, row.getString("id"))).setVersion(1)
                .setOccurredAt(Ids.occurredAt(at, Instant.EPOCH)).setActorId(memberId)
                .setLocalDate(row.getObject("local_date", LocalDate.class))
                .setDueAt(row.getTimestamp("due_at").toInstant()).setItems(row.getInt("items"))
                .setLate(row.getInt("late")).build();
    }
}
