package org.meridian.notifications.notices;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.meridian.eventlog.database.Database;
import org.meridian.events.notifications.NoticeKind;
import org.meridian.notifications.Notifications;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What this node's members wrote and groups' homes have taken out. Nobody has decided that but the rule: the author is the actor. */
@Component
final class TakenOut {

    /** What was taken out longer ago is history. */
    private static final Duration NEWS = Duration.ofDays(30);
    private static final int BATCH = 2_000;

    private static final String FIND = """
            SELECT i.author_id, s.group_id, s.post_id
            FROM standing s JOIN item i ON (i.id, i.group_id) = (s.post_id, s.group_id)
            JOIN account a ON a.member_id = i.author_id
            WHERE s.standing <> 'SHOWN' AND s.given_at > :since AND i.withdrawn_at IS NULL
              AND NOT EXISTS (SELECT FROM notice n WHERE n.id = i.author_id || '.' || s.post_id)
            ORDER BY s.given_at, s.id LIMIT %d""".formatted(BATCH);

    private final JdbcClient jdbc;
    private final Clock clock;

    TakenOut(@Notifications Database database, Clock clock) {
        this.jdbc = database.client();
        this.clock = clock;
    }

    List<Occasion> look() {
        Instant since = clock.instant().minus(NEWS);
        return jdbc.sql(FIND).param("since", Timestamp.from(since))
                .query((row, i) -> new Occasion(NoticeKind.TAKEN_OUT, row.getString("author_id"),
                        row.getString("group_id"), row.getString("author_id"), row.getString("post_id")))
                .list();
    }
}
