package org.meridian.notifications.digest;

import static java.util.Objects.requireNonNullElse;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.meridian.eventlog.event.ArrayParameter;
import org.meridian.eventlog.event.BulkStatement;
import org.meridian.notifications.digest.DigestTable.Cutoff;
import org.meridian.notifications.digest.GroupWindow.Arrived;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * What goes to members by mail at once, and so is left out of their digests. Once arrivals have been looked at for such mail, it
 * is the queue that says so, whatever a member has chosen since; before that it is what they choose now.
 */
final class AtOnceItems {

    /** @param lookedAt the last position that was looked at */
    record Mailed(Map<String, Set<String>> items, long lookedAt) {

        boolean has(Reader reader, Arrived it, String groupId) {
            return it.position() > lookedAt
                    ? reader.atOnce().contains(groupId)
                    : items.getOrDefault(reader.memberId(), Set.of()).contains(it.id());
        }
    }

    private final JdbcTemplate jdbc;
    private final String lookedAt;
    private final String items;

    AtOnceItems(JdbcTemplate jdbc, String schema) {
        this.jdbc = jdbc;
        this.lookedAt = "SELECT position FROM %s.notice_cursor".formatted(schema);
        this.items = """
                SELECT o.member_id, o.subject_id FROM unnest(?, ?) AS c(member_id, position)
                JOIN %1$s.at_once o ON o.member_id = c.member_id
                CROSS JOIN LATERAL (SELECT position FROM %1$s.arrival a WHERE a.item_id = o.subject_id OFFSET 0) AS a
                LEFT JOIN %1$s.mailing m ON m.id = o.mailing_id
                WHERE a.position > c.position AND m.state IS DISTINCT FROM 'dropped'""".formatted(schema);
    }

    /** Of what arrived after each of these members' cutoffs. */
    Mailed after(List<Cutoff> cutoffs) {
        long looked = requireNonNullElse(jdbc.queryForObject(lookedAt, Long.class), 0L);
        Map<String, Set<String>> mailed = new HashMap<>();
        jdbc.query(items,
                statement -> BulkStatement.bind(statement, List.of(ArrayParameter.text(cutoffs, Cutoff::memberId),
                        new ArrayParameter("int8", cutoffs.stream().map(Cutoff::position).toArray()))),
                row -> {
                    mailed.computeIfAbsent(row.getString("member_id"), id -> new HashSet<>())
                            .add(row.getString("subject_id"));
                });
        return new Mailed(mailed, looked);
    }
}
