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
import org.meridian.notifications.Notifications;
import org.meridian.process.Worker;
import org.meridian.process.settings.NodeSettings;
import org.meridian.schemas.Ids;
import org.meridian.schemas.Topics;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Writes a fact for each digest that was sent, once: it is its aggregate's first version, and there is no second one. */
@Component
final class AnnounceSentDigests {

    private static final Duration POLL = Duration.ofSeconds(2);
    private static final int BATCH = 1_000;

    // Announced already: in a database that was put back to an earlier day. Dropped: nothing will be sent.
    private static final String SETTLE = """
            DELETE FROM digest_to_announce u USING digest d, mailing m
            WHERE d.id = u.digest_id AND m.id = '%s' || d.id
              AND (m.state = 'dropped' AND m.sent_at IS NULL
                   OR m.sent_at IS NOT NULL
                      AND EXISTS (SELECT FROM aggregate a WHERE a.id = d.member_id || '.' || d.id))"""
            .formatted(DigestMessages.PREFIX);
    private static final String SENT = """
            SELECT d.id, d.member_id, d.local_date, d.due_at, m.sent_at, cardinality(d.items) AS items,
                   (SELECT count(*) FROM unnest(d.items) AS i(item)
                    JOIN arrival a ON a.item_id = split_part(i.item, ':', 2)
                    WHERE split_part(a.item_id, '-', 1) <> ? AND a.written_at < d.covers_since) AS late
            FROM digest_to_announce u JOIN digest d ON d.id = u.digest_id JOIN mailing m ON m.id = '%s' || d.id
            WHERE m.sent_at IS NOT NULL LIMIT ?""".formatted(DigestMessages.PREFIX);
    private static final Columns<DigestSent> ANNOUNCED = Columns.of(DigestSent.class).text("id",
            it -> digestId(it.getId()));
    private static final String FORGET = "DELETE FROM digest_to_announce u USING %s WHERE u.digest_id = announced.id"
            .formatted(ANNOUNCED.as("announced"));

    private final EventLog log;
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final DigestTable digests;
    private final String node;
    private final Worker worker;

    AnnounceSentDigests(@Notifications EventLog log, @Notifications Database database, DigestTable digests,
            NodeSettings settings) {
        this.log = log;
        this.jdbc = database.jdbc();
        this.transaction = database.transaction();
        this.digests = digests;
        this.node = settings.node();
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
        Integer announced = transaction.execute(status -> {
            digests.lock();
            jdbc.update(SETTLE);
            List<DigestSent> facts = jdbc.query(SENT, (row, i) -> fact(row), node, BATCH);
            if (!facts.isEmpty()) {
                log.append(facts.stream().map(it -> Entry.of(Topics.DOMESTIC_NOTIFICATIONS, it)).toList(),
                        ANNOUNCED.bind(FORGET, facts));
            }
            return facts.size();
        });
        return announced != null && announced == BATCH;
    }

    private static String digestId(String derived) {
        return derived.substring(derived.indexOf('.') + 1);
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
