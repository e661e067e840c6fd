package org.meridian.notifications.digest;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.database.Database;
import org.meridian.eventlog.event.Columns;
import org.meridian.notifications.Notifications;
import org.meridian.notifications.knowledge.ChosenZone;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Digests as they were planned and composed. */
@Component
final class Archive {

    /** What has become of a digest, its mail included. */
    enum State {
        PLANNED, COMPOSED, SENT,
        /** The mail server refuses the address. */
        BOUNCED,
        /** There was nothing to say, or nothing left when it was to be mailed. */
        EMPTY
    }

    /**
     * One digest.
     *
     * @param reason      why the mail bounced or was not sent; null otherwise
     * @param zone        in which it was planned
     * @param coversSince null as long as it is planned
     */
    record Entry(String id, String memberId, LocalDate date, ZoneId zone, Instant dueAt, State state,
            @Nullable String reason, @Nullable Instant coversSince, Selection selection) {}

    private static final String COLUMNS = """
            SELECT d.id, d.member_id, d.local_date, d.zone, d.due_at, d.covers_since, d.items, d.counted, m.reason,
                   CASE WHEN d.state <> 'composed' THEN d.state
                        WHEN m.state IN ('sent', 'bounced') THEN m.state
                        WHEN m.state <> 'dropped' THEN 'composed'
                        WHEN m.sent_at IS NULL THEN 'empty' ELSE 'sent' END AS state
            """;
    private static final String MAILING = "LEFT JOIN mailing m ON m.id = '%s' || d.id "
            .formatted(DigestMessages.PREFIX);
    private static final Columns<String> IDS = Columns.of(String.class).text("id", id -> id);
    private static final String FIND = COLUMNS + "FROM " + IDS.as("n") + " JOIN digest d ON d.id = n.id " + MAILING;
    private static final String PAGE = COLUMNS + "FROM digest d " + MAILING + """
            WHERE d.member_id = ? AND d.local_date < coalesce(?::date, 'infinity')
            ORDER BY d.local_date DESC LIMIT ?""";

    private final JdbcTemplate jdbc;

    Archive(@Notifications Database database) {
        this.jdbc = database.jdbc();
    }

    List<Entry> find(List<String> ids) {
        return jdbc.query(FIND, IDS.binder(ids), (row, i) -> entry(row));
    }

    Optional<Entry> find(String memberId, String id) {
        return find(List.of(id)).stream().filter(it -> it.memberId().equals(memberId)).findFirst();
    }

    /** The newest before a date. */
    List<Entry> page(String memberId, @Nullable LocalDate before, int limit) {
        return jdbc.query(PAGE, (row, i) -> entry(row), memberId, before == null ? null : before.toString(), limit);
    }

    private static Entry entry(ResultSet row) throws SQLException {
        Timestamp since = row.getTimestamp("covers_since");
        return new Entry(row.getString("id"), row.getString("member_id"), row.getObject("local_date", LocalDate.class),
                ChosenZone.of(row.getString("zone")), row.getTimestamp("due_at").toInstant(),
                State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
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
