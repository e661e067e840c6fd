package org.meridian.notifications.digest;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.event.ArrayParameter;
import org.meridian.eventlog.event.BulkStatement;
import org.meridian.notifications.knowledge.ChosenZone;
import org.springframework.jdbc.core.JdbcTemplate;

/** Digests as they were planned and composed. */
final class Archive {

    /**
     * One digest.
     *
     * @param state       planned, composed, sent, bounced (the mail server refuses the address), or empty: nothing
     *                    to say, or nothing left when it was to be mailed
     * @param reason      why the mail bounced or was not sent; null otherwise
     * @param zone        in which it was planned
     * @param coversSince null as long as it is planned
     */
    record Entry(String id, String memberId, LocalDate date, ZoneId zone, Instant dueAt, String state,
            @Nullable String reason, @Nullable Instant coversSince, Selection selection) {}

    private final JdbcTemplate jdbc;
    private final String find;
    private final String page;

    Archive(JdbcTemplate jdbc, String schema) {
        this.jdbc = jdbc;
        String columns = """
                SELECT d.id, d.member_id, d.local_date, d.zone, d.due_at, d.covers_since, d.items, d.counted, m.reason,
                       CASE WHEN d.state <> 'composed' THEN d.state
                            WHEN m.state IN ('sent', 'bounced') THEN m.state
                            WHEN m.state <> 'dropped' THEN 'composed'
                            WHEN m.sent_at IS NULL THEN 'empty' ELSE 'sent' END AS state
                """;
        this.find = """
                %2$s FROM unnest(?) AS n(id) JOIN %1$s.digest d ON d.id = n.id
                LEFT JOIN %1$s.mailing m ON m.id = '%3$s' || d.id""".formatted(schema, columns, DigestMessages.PREFIX);
        this.page = """
                %2$s FROM %1$s.digest d LEFT JOIN %1$s.mailing m ON m.id = '%3$s' || d.id
                WHERE d.member_id = ? AND d.local_date < coalesce(?::date, 'infinity')
                ORDER BY d.local_date DESC LIMIT ?""".formatted(schema, columns, DigestMessages.PREFIX);
    }

    List<Entry> find(List<String> ids) {
        return jdbc.query(find, statement -> BulkStatement.bind(statement, List.of(ArrayParameter.text(ids, id -> id))),
                (row, i) -> entry(row));
    }

    Optional<Entry> find(String memberId, String id) {
        return find(List.of(id)).stream().filter(it -> it.memberId().equals(memberId)).findFirst();
    }

    /** The newest before a date. */
    List<Entry> page(String memberId, @Nullable LocalDate before, int limit) {
        return jdbc.query(page, (row, i) -> entry(row), memberId, before == null ? null : before.toString(), limit);
    }

    private static Entry entry(ResultSet row) throws SQLException {
        Timestamp since = row.getTimestamp("covers_since");
        return new Entry(row.getString("id"), row.getString("member_id"), row.getObject("local_date", LocalDate.class),
                ChosenZone.of(row.getString("zone")), row.getTimestamp("due_at").toInstant(), row.getString("state"),
                row.getString("reason"), since == null ? null : since.toInstant(), selection(row));
    }

    private static Selection selection(ResultSet row) throws SQLException {
        Array items = row.getArray("items");
        return items == null
                ? Selection.NOTHING
                : new Selection(Selection.items((String[]) items.getArray()),
                        Selection.Counted.parse(row.getString("counted")));
    }
}
