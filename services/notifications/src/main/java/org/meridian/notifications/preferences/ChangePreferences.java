package org.meridian.notifications.preferences;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.EventLog;
import org.meridian.eventlog.database.Database;
import org.meridian.eventlog.event.Entry.Content;
import org.meridian.events.notifications.Cadence;
import org.meridian.events.notifications.Preferences;
import org.meridian.events.notifications.Weekday;
import org.meridian.notifications.Notifications;
import org.meridian.schemas.Topics;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Reads what a member chose, or what holds for those who never chose anything, and writes the next version of it. */
@Component
public final class ChangePreferences {

    private static final String LOCK = "SELECT FROM account WHERE member_id = :member FOR UPDATE";
    private static final String SELECT = """
            SELECT r.member_id, coalesce(p.version, 0) AS version, p.zone, r.cadence, r.at_minute, r.day, r.quiet_from,
                   r.quiet_to, r.at_once, r.at_once_groups, r.muted_groups
            FROM chosen r LEFT JOIN preferences p ON p.member_id = r.member_id
            WHERE r.member_id = :member""";

    private final EventLog log;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    ChangePreferences(@Notifications EventLog log, @Notifications Database database) {
        this.log = log;
        this.jdbc = database.client();
        this.transaction = database.transaction();
    }

    /** Version 0 of a member who never chose anything; empty for whom is no member of this node. */
    public Optional<Preferences> find(String memberId) {
        return jdbc.sql(SELECT).param("member", memberId).query((row, i) -> preferences(row)).optional();
    }

    /**
     * Changes what a member chose; the account's row is locked, since content has no version check of its own.
     *
     * @return whether there is such a member
     */
    public boolean change(String memberId, UnaryOperator<Preferences> change) {
        return Boolean.TRUE.equals(transaction.execute(status -> {
            jdbc.sql(LOCK).param("member", memberId).query(row -> {});
            Optional<Preferences> before = find(memberId);
            before.ifPresent(it -> write(it, change.apply(it)));
            return before.isPresent();
        }));
    }

    private void write(Preferences before, Preferences after) {
        if (!after.equals(before)) {
            log.append(List.of(new Content(Topics.DOMESTIC_PREFERENCES,
                    Preferences.newBuilder(after).setVersion(before.getVersion() + 1).build())));
        }
    }

    private static Preferences preferences(ResultSet row) throws SQLException {
        return Preferences.newBuilder().setId(row.getString("member_id")).setVersion(row.getInt("version"))
                .setTimeZone(row.getString("zone")).setCadence(Cadence.valueOf(row.getString("cadence")))
                .setAtMinute(row.getInt("at_minute")).setDay(Weekday.valueOf(row.getString("day")))
                .setQuietFromMinute(minute(row, "quiet_from")).setQuietToMinute(minute(row, "quiet_to"))
                .setAtOnce(row.getBoolean("at_once")).setAtOnceGroups(texts(row, "at_once_groups"))
                .setMutedGroups(texts(row, "muted_groups")).build();
    }

    private static @Nullable Integer minute(ResultSet row, String column) throws SQLException {
        int minute = row.getInt(column);
        return row.wasNull() ? null : minute;
    }

    private static List<String> texts(ResultSet row, String column) throws SQLException {
        return List.of((String[]) row.getArray(column).getArray());
    }
}
