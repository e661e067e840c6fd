package org.meridian.notifications.notices;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.meridian.eventlog.database.Database;
import org.meridian.events.notifications.NoticeKind;
import org.meridian.notifications.Notifications;
import org.meridian.schemas.Ids;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Registrations that run out within four weeks, and with them what they let this node's members do. Each of them is told once, by the real
 * clock.
 */
@Component
final class ExpiringRegistrations {

    static final Duration AHEAD = Duration.ofDays(28);

    private static final Duration INTERVAL = Duration.ofMinutes(10);
    private static final int BATCH = 2_000;

    /** Whom an observer's writing concerns nobody. */
    private static final String FIND = """
            SELECT p.group_id, p.member_id, p.writes_until
            FROM participant p JOIN account a ON a.member_id = p.member_id
            JOIN membership m ON (m.member_id, m.group_id) = (p.member_id, p.group_id)
            WHERE p.writes_until > :now AND p.writes_until <= :soon
              AND (p.role <> 'OBSERVER' OR m.reads_until IS NOT NULL)
              AND NOT EXISTS (SELECT FROM notice n
                              WHERE n.member_id = p.member_id AND n.group_id = p.group_id AND n.kind = 'EXPIRING'
                                AND n.raised_at > p.writes_until - interval '28 days')
            ORDER BY p.writes_until, p.member_id LIMIT %d""".formatted(BATCH);

    private final JdbcClient jdbc;
    private final Clock clock;
    private Instant nextLook = Instant.EPOCH;

    ExpiringRegistrations(@Notifications Database database, Clock clock) {
        this.jdbc = database.client();
        this.clock = clock;
    }

    /** Nothing within ten minutes of the last time that all were told. */
    List<Occasion> look() {
        Instant now = clock.instant();
        if (now.isBefore(nextLook)) {
            return List.of();
        }
        List<Occasion> found = find(now);
        if (found.size() < BATCH) {
            nextLook = now.plus(INTERVAL);
        }
        return found;
    }

    private List<Occasion> find(Instant now) {
        return jdbc.sql(FIND).param("now", Timestamp.from(now)).param("soon", Timestamp.from(now.plus(AHEAD)))
                .query((row, i) -> occasion(row.getString("group_id"), row.getString("member_id"),
                        row.getTimestamp("writes_until").toInstant()))
                .list();
    }

    private static Occasion occasion(String groupId, String memberId, Instant until) {
        return new Occasion(NoticeKind.EXPIRING, memberId, groupId, memberId, Ids.named(Ids.home(groupId),
                "registration " + Ids.derived(groupId, memberId) + " until " + until));
    }
}
