package org.meridian.notifications.notices;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.meridian.events.notifications.NoticeKind;
import org.meridian.notifications.clock.DigestClock;
import org.meridian.schemas.Ids;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Decisions on the requests to join of this node's members, of which they may not know yet. */
final class Decisions {

    /** So long somebody may look at the page on which they asked. */
    private static final Duration ATTENTION = Duration.ofMinutes(1);
    private static final int BATCH = 2_000;

    /** @param key the join request's, which has the group's id in it */
    record Decided(String key, String groupId, String requestId, String memberId, Instant requestedAt, Instant at,
            String decidedBy) {}

    private final JdbcClient jdbc;
    private final DigestClock clock;
    private final String node;
    private final String forget;
    private final String find;
    private final String done;
    private final String beginning;

    Decisions(JdbcClient jdbc, String schema, String node, DigestClock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.node = node;
        this.forget = "DELETE FROM %s.awaits_announcement WHERE split_part(split_part(request, '.', 2), '-', 1) <> :node"
                .formatted(schema);
        this.find = """
                SELECT q.id, q.group_id, q.request_id, q.member_id, q.requested_at, q.decided_by,
                       coalesce(q.granted_at, q.refused_at) AS decided_at
                FROM %1$s.awaits_announcement w JOIN %1$s.join_request q ON q.id = w.request
                JOIN %1$s.account a ON a.member_id = q.member_id
                ORDER BY decided_at, q.id LIMIT %2$d""".formatted(schema, BATCH);
        this.done = "DELETE FROM %s.awaits_announcement WHERE request = ANY (:requests)".formatted(schema);
        this.beginning = "SELECT first_seen_at FROM %s.known_home WHERE home = :node".formatted(schema);
    }

    /** Nothing until it is known since when there is this service: what was decided before is history. */
    List<Decided> next() {
        jdbc.sql(forget).param("node", node).update();
        return beginning().isEmpty()
                ? List.of()
                : jdbc.sql(find)
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

    void told(List<Decided> decided) {
        jdbc.sql(done).param("requests", decided.stream().map(Decided::key).toArray(String[]::new)).update();
    }

    /** A group at home that grants by its rules does so in the answer to the request. */
    private boolean sawItHappen(Decided it) {
        return it.decidedBy().equals(it.memberId()) && Ids.home(it.groupId()).equals(node)
                && it.at().isBefore(it.requestedAt().plus(ATTENTION));
    }

    private Optional<Instant> beginning() {
        return jdbc.sql(beginning).param("node", node).query((row, i) -> row.getTimestamp(1).toInstant()).optional();
    }
}
