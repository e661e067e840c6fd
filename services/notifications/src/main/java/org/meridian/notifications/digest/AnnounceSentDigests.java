package org.meridian.notifications.digest;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.meridian.eventlog.EventLog;
import org.meridian.eventlog.event.ArrayParameter;
import org.meridian.eventlog.event.BulkStatement;
import org.meridian.eventlog.event.Entry;
import org.meridian.events.notifications.DigestSent;
import org.meridian.schemas.Ids;
import org.meridian.schemas.Topics;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Writes a fact for each digest that was handed over, once: it is its aggregate's first version, and there is no
 * second one.
 */
final class AnnounceSentDigests {

    private static final int BATCH = 1_000;

    private final EventLog log;
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final DigestTable digests;
    private final String node;
    private final String settle;
    private final String sent;
    private final String told;

    AnnounceSentDigests(EventLog log, JdbcTemplate jdbc, TransactionTemplate transaction, DigestTable digests,
            String node) {
        this.log = log;
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.digests = digests;
        this.node = node;
        String schema = log.service();
        // Told already: in a database that was put back to an earlier day. Dropped: nothing will be handed over.
        this.settle = """
                DELETE FROM %1$s.digest_to_announce u USING %1$s.digest d, %1$s.mailing m
                WHERE d.id = u.digest_id AND m.id = '%2$s' || d.id
                  AND (m.state = 'dropped' AND m.sent_at IS NULL
                       OR m.sent_at IS NOT NULL
                          AND EXISTS (SELECT FROM %1$s.aggregate a WHERE a.id = d.member_id || '.' || d.id))"""
                .formatted(schema, DigestMessages.PREFIX);
        this.sent = """
                SELECT d.id, d.member_id, d.local_date, d.due_at, m.sent_at, cardinality(d.items) AS items,
                       (SELECT count(*) FROM unnest(d.items) AS i(item)
                        JOIN %1$s.arrival a ON a.item_id = split_part(i.item, ':', 2)
                        WHERE split_part(a.item_id, '-', 1) <> ? AND a.written_at < d.covers_since) AS late
                FROM %1$s.digest_to_announce u JOIN %1$s.digest d ON d.id = u.digest_id
                JOIN %1$s.mailing m ON m.id = '%2$s' || d.id
                WHERE m.sent_at IS NOT NULL LIMIT ?""".formatted(schema, DigestMessages.PREFIX);
        this.told = "DELETE FROM %s.digest_to_announce u USING unnest(?) AS d(id) WHERE u.digest_id = d.id"
                .formatted(schema);
    }

    /** Tells of some of them; says whether there may be more. */
    boolean some() {
        Integer told = transaction.execute(status -> {
            digests.lock();
            jdbc.update(settle);
            List<DigestSent> facts = jdbc.query(sent, (row, i) -> fact(row), node, BATCH);
            if (!facts.isEmpty()) {
                log.append(facts.stream().map(it -> Entry.of(Topics.DOMESTIC_NOTIFICATIONS, it)).toList(),
                        BulkStatement.of(this.told, ArrayParameter.text(facts, it -> digestId(it.getId()))));
            }
            return facts.size();
        });
        return told != null && told == BATCH;
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
