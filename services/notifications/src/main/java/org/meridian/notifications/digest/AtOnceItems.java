package org.meridian.notifications.digest;

import static java.util.Objects.requireNonNullElse;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.meridian.eventlog.database.Database;
import org.meridian.eventlog.event.Columns;
import org.meridian.notifications.Notifications;
import org.meridian.notifications.digest.DigestTable.Cutoff;
import org.meridian.notifications.digest.GroupWindow.Arrived;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * What goes to members by mail at once, and so is left out of their digests. Once arrivals have been looked at for such mail, it
 * is the queue that says so, whatever a member has chosen since; before that it is what they choose now.
 */
@Component
final class AtOnceItems {

    /** @param lookedAt the last position that was looked at */
    record Mailed(Map<String, Set<String>> items, long lookedAt) {

        boolean has(Reader reader, Arrived it, String groupId) {
            return it.position() > lookedAt
                    ? reader.atOnce().contains(groupId)
                    : items.getOrDefault(reader.memberId(), Set.of()).contains(it.id());
        }
    }

    private static final String LOOKED_AT = "SELECT position FROM notice_cursor";
    private static final Columns<Cutoff> CUTOFF = Columns.of(Cutoff.class).text("member_id", Cutoff::memberId)
            .int8("position", Cutoff::position);
    private static final String ITEMS = """
            SELECT o.member_id, o.subject_id FROM %s
            JOIN at_once o ON o.member_id = c.member_id
            CROSS JOIN LATERAL (SELECT position FROM arrival a WHERE a.item_id = o.subject_id OFFSET 0) AS a
            LEFT JOIN mailing m ON m.id = o.mailing_id
            WHERE a.position > c.position AND m.state IS DISTINCT FROM 'dropped'""".formatted(CUTOFF.as("c"));

    private final JdbcTemplate jdbc;

    AtOnceItems(@Notifications Database database) {
        this.jdbc = database.jdbc();
    }

    /** Of what arrived after each of these members' cutoffs. */
    Mailed after(List<Cutoff> cutoffs) {
        long looked = requireNonNullElse(jdbc.queryForObject(LOOKED_AT, Long.class), 0L);
        Map<String, Set<String>> mailed = new HashMap<>();
        jdbc.query(ITEMS, CUTOFF.binder(cutoffs), row -> {
            mailed.computeIfAbsent(row.getString("member_id"), id -> new HashSet<>()).add(row.getString("subject_id"));
        });
        return new Mailed(mailed, looked);
    }
}
