package org.meridian.notifications.digest;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.database.Database;
import org.meridian.eventlog.event.Columns;
import org.meridian.notifications.Notifications;
import org.meridian.notifications.clock.DigestClock;
import org.meridian.notifications.knowledge.ChosenZone;
import org.meridian.notifications.schedule.Cadence;
import org.meridian.notifications.schedule.Schedule;
import org.meridian.notifications.wording.Languages;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** The node's members as digests know them: when they want theirs, and of which groups. */
@Component
final class Readers {

    private static final Columns<String> MEMBERS = Columns.of(String.class).text("member_id", id -> id);
    private static final String RECIPIENTS = "SELECT r.*, b.blocked FROM " + MEMBERS.as("m")
            + " JOIN recipient r ON r.member_id = m.member_id LEFT JOIN blocks b ON b.member_id = m.member_id";
    private static final String SINCE = "SELECT p.member_id, p.group_id, p.since FROM " + MEMBERS.as("m")
            + " JOIN participant p ON p.member_id = m.member_id";

    private final JdbcTemplate jdbc;
    private final DigestClock clock;
    private final Languages languages;

    Readers(@Notifications Database database, DigestClock clock, Languages languages) {
        this.languages = languages;
        this.jdbc = database.jdbc();
        this.clock = clock;
    }

    /** By member id; whoever is not the node's own member, or no longer, is left out. */
    Map<String, Reader> load(Collection<String> memberIds) {
        List<String> ids = List.copyOf(memberIds);
        Map<String, Map<String, Instant>> since = since(ids);
        Map<String, Reader> readers = new HashMap<>();
        jdbc.query(RECIPIENTS, MEMBERS.binder(ids), row -> {
            String id = row.getString("member_id");
            readers.put(id, reader(row, since.getOrDefault(id, Map.of())));
        });
        return readers;
    }

    /** By member and group, since when without a break. */
    private Map<String, Map<String, Instant>> since(List<String> ids) {
        Map<String, Map<String, Instant>> since = new HashMap<>();
        jdbc.query(SINCE, MEMBERS.binder(ids), row -> {
            since.computeIfAbsent(row.getString("member_id"), id -> new HashMap<>()).put(row.getString("group_id"),
                    clock.at(row.getTimestamp("since").toInstant()));
        });
        return since;
    }

    Optional<Reader> find(String memberId) {
        return Optional.ofNullable(load(List.of(memberId)).get(memberId));
    }

    private Reader reader(ResultSet row, Map<String, Instant> since) throws SQLException {
        return new Reader(row.getString("member_id"), schedule(row),
                languages.of(row.getString("locale")), since, texts(row.getArray("muted_groups")),
                row.getBoolean("at_once") ? texts(row.getArray("at_once_groups")) : Set.of(),
                texts(row.getArray("blocked")));
    }

    private static Set<String> texts(@Nullable Array array) throws SQLException {
        return array == null ? Set.of() : Set.copyOf(List.of((String[]) array.getArray()));
    }

    /** From the columns of the view {@code recipient}. What is newer than this program means what holds for those who never chose. */
    static Schedule schedule(ResultSet row) throws SQLException {
        return new Schedule(ChosenZone.of(row.getString("zone")),
                known(Cadence.class, row.getString("cadence"), Cadence.DAILY),
                LocalTime.ofSecondOfDay(60L * row.getInt("at_minute")),
                known(DayOfWeek.class, row.getString("day"), DayOfWeek.MONDAY));
    }

    private static <E extends Enum<E>> E known(Class<E> values, String name, E otherwise) {
        for (E known : values.getEnumConstants()) {
            if (known.name().equals(name)) {
                return known;
            }
        }
        return otherwise;
    }
}
