package org.meridian.notifications.notices;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.meridian.eventlog.database.Database;
import org.meridian.events.notifications.NoticeKind;
import org.meridian.notifications.Notifications;
import org.meridian.process.settings.NodeSettings;
import org.meridian.schemas.Ids;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Requests to join that wait for a moderator. Those that the group's rules grant are decided by its home within a moment, and a
 * moment and a journey: a request is announced once it has been seen to wait for longer than that.
 */
@Component
final class PendingRequests {

    /** By the real clock of this node, since a request's own time is another country's, and may be days past. */
    private static final Duration BY_RULE = Duration.ofSeconds(2);
    private static final Duration BY_RULE_ABROAD = Duration.ofMinutes(1);
    private static final int BATCH = 2_000;

    private static final String FIND = """
            SELECT q.request_id, q.group_id, q.member_id AS applicant, r.member_id
            FROM join_request q
            JOIN participant p ON p.group_id = q.group_id AND p.may_moderate
            JOIN account r ON r.member_id = p.member_id
            WHERE q.requested_at IS NOT NULL AND q.withdrawn_at IS NULL AND q.granted_at IS NULL
              AND q.refused_at IS NULL AND r.member_id <> q.member_id
              AND NOT EXISTS (SELECT FROM notice n WHERE n.id = r.member_id || '.' || q.request_id)
            ORDER BY q.requested_at, q.request_id LIMIT %d""".formatted(BATCH);

    private final JdbcClient jdbc;
    private final String node;
    private final Clock clock;
    private Map<String, Instant> seen = Map.of();

    PendingRequests(@Notifications Database database, NodeSettings settings, Clock clock) {
        this.jdbc = database.client();
        this.node = settings.node();
        this.clock = clock;
    }

    /** For each moderator who is a member of this node; a group's moderators in other countries have their own node. */
    List<Occasion> occasions() {
        List<Occasion> waiting = jdbc.sql(FIND)
                .query((row, i) -> new Occasion(NoticeKind.REQUEST, row.getString("member_id"),
                        row.getString("group_id"), row.getString("applicant"), row.getString("request_id")))
                .list();
        Instant now = clock.instant();
        Map<String, Instant> since = new HashMap<>();
        waiting.forEach(it -> since.put(it.subjectId(), seen.getOrDefault(it.subjectId(), now)));
        seen = since;
        return waiting.stream().filter(it -> waitsForSomebody(it, since.getOrDefault(it.subjectId(), now), now))
                .toList();
    }

    /** What was told of another country's group has waited there already. */
    private boolean waitsForSomebody(Occasion request, Instant since, Instant now) {
        boolean isOnItsWay = Ids.home(request.actorId()).equals(node) && !Ids.home(request.groupId()).equals(node);
        return !since.isAfter(now.minus(isOnItsWay ? BY_RULE_ABROAD : BY_RULE));
    }
}
