package org.meridian.notifications.notices;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.meridian.eventlog.database.Database;
import org.meridian.events.notifications.NoticeKind;
import org.meridian.notifications.Notifications;
import org.meridian.notifications.clock.DigestClock;
import org.meridian.process.settings.NodeSettings;
import org.meridian.schemas.Ids;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Decisions on the requests to join of this node's members, of which they may not know yet. */
@Component
final class Decisions {

    /** So long somebody may look at the page on which they asked. */
    private static final Duration ATTENTION = Duration.ofMinutes(1);
    private static final int BATCH = 2_000;

    /** @param key the join request's, which has the group's id in it */
    record Decided(String key, String groupId, String requestId, String memberId, Instant requestedAt, Instant at,
            String decidedBy) {}

    private static final String FORGET_OTHERS = """
            DELETE FROM awaits_announcement
            WHERE split_part(split_part(join_request_id, '.', 2), '-', 1) <> :node""";
    private static final String FIND = """
            SELECT q.id, q.group_id, q.request_id, q.member_id, q.requested_at, q.decided_by,
                   coalesce(q.granted_at, q.refused_at) AS decided_at
            FROM awaits_announcement w JOIN join_request q ON q.id = w.join_request_id
            JOIN account a ON a.member_id = q.member_id
            ORDER BY decided_at, q.id LIMIT %d""".formatted(BATCH);
    private static final String ANNOUNCED = "DELETE FROM awaits_announcement WHERE join_request_id = ANY (:requests)";
    private static final String BEGINNING = "SELECT first_seen_at FROM known_home WHERE home = :node";

    private final JdbcClient jdbc;
    private final DigestClock clock;
    private final String node;

    Decisions(@Notifications Database database, NodeSettings settings, DigestClock clock) {
        this.jdbc = database.client();
        this.clock = clock;
        this.node = settings.node();
    }

    /** Nothing until it is known since when there is this service: what was decided before is history. */
    List<Decided> next() {
        jdbc.sql(FORGET_OTHERS).param("node", node).update();
        return beginning().isEmpty()
                ? List.of()
                : jdbc.sql(FIND)
                        .query((row, i) -> new Decided(row.getString("id"), row.getString("group_id"),
                                row.getString("request_id"), row.getString("member_id"),
                                row.getTimestamp("requested_at").toInstant(),
                                row.getTimestamp("decided_at").toInstant(), row.getString("decided_by")))
                        .list();
    }

    List<Occasion> occasions(List<Decided> decided) {
        Instant beginning = beginning().orElse(Instant.MAX).minus(RaiseNotices.FIRST_CONTACT);
        return decided.stream().filter(it -> !clock.at(it.at()).isBefore(beginning) && !sawItHappen(it))
                .map(it -> new Occasion(NoticeKind.DECISION, it.memberId(), it.groupId(), it.decidedBy(),
                        it.requestId()))
                .toList();
    }

    void announced(List<Decided> decided) {
        jdbc.sql(ANNOUNCED).param("requests", decided.stream().map(Decided::key).toArray(String[]::new)).update();
    }

    /** A group at home that grants by its rules does so in the answer to the request. */
    private boolean sawItHappen(Decided it) {
        return it.decidedBy().equals(it.memberId()) && Ids.home(it.groupId()).equals(node)
                && it.at().isBefore(it.requestedAt().plus(ATTENTION));
    }

    private Optional<Instant> beginning() {
        return jdbc.sql(BEGINNING).param("node", node).query((row, i) -> row.getTimestamp(1).toInstant()).optional();
    }
}
