package org.meridian.notifications.notices;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.database.Database;
import org.meridian.events.notifications.NoticeKind;
import org.meridian.notifications.Notifications;
import org.meridian.notifications.clock.DigestClock;
import org.meridian.process.settings.NodeSettings;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What others have decided about the memberships of this node's members, who may not know of it yet. */
@Component
final class MembershipNews {

    private static final int BATCH = 2_000;

    /** @param kind null for what is no news to anybody */
    record Decided(String id, @Nullable NoticeKind kind, String groupId, String memberId, Instant at, String actorId) {}

    /** A grant that nobody has asked for is another role where the version before it was one, and else an offer until it is accepted. */
    private static final String FIND = """
            SELECT n.id, n.group_id, n.member_id, n.decided_at, n.actor_id,
                   CASE WHEN n.kind <> 'GRANTED' THEN n.kind
                        WHEN EXISTS (SELECT FROM offered o WHERE (o.member_id, o.group_id) = (n.member_id, n.group_id))
                          THEN 'OFFERED'
                        WHEN before.role <> n.role THEN 'ROLE' END AS kind
            FROM awaits_telling w JOIN membership_news n ON n.id = w.news_id
            JOIN account a ON a.member_id = n.member_id
            LEFT JOIN membership_version before
              ON (before.member_id, before.group_id, before.version) = (n.member_id, n.group_id, n.version - 1)
            ORDER BY n.decided_at, n.id LIMIT %d""".formatted(BATCH);
    private static final String TOLD = "DELETE FROM awaits_telling WHERE news_id = ANY (:ids)";
    private static final String BEGINNING = "SELECT first_seen_at FROM known_home WHERE home = :node";

    private final JdbcClient jdbc;
    private final DigestClock clock;
    private final String node;

    MembershipNews(@Notifications Database database, NodeSettings settings, DigestClock clock) {
        this.jdbc = database.client();
        this.clock = clock;
        this.node = settings.node();
    }

    /** Nothing until it is known since when there is this service: what was decided before is history. */
    List<Decided> next() {
        return beginning().isEmpty()
                ? List.of()
                : jdbc.sql(FIND).query((row, i) -> {
                    String kind = row.getString("kind");
                    return new Decided(row.getString("id"), kind == null ? null : NoticeKind.valueOf(kind),
                            row.getString("group_id"), row.getString("member_id"),
                            row.getTimestamp("decided_at").toInstant(), row.getString("actor_id"));
                }).list();
    }

    List<Occasion> occasions(List<Decided> decided) {
        Instant beginning = beginning().orElse(Instant.MAX).minus(RaiseNotices.FIRST_CONTACT);
        return decided.stream().filter(it -> !clock.at(it.at()).isBefore(beginning)).flatMap(it -> it.kind() == null
                ? Stream.empty()
                : Stream.of(new Occasion(it.kind(), it.memberId(), it.groupId(), it.actorId(), it.id()))).toList();
    }

    void told(List<Decided> decided) {
        jdbc.sql(TOLD).param("ids", decided.stream().map(Decided::id).toArray(String[]::new)).update();
    }

    private Optional<Instant> beginning() {
        return jdbc.sql(BEGINNING).param("node", node).query((row, i) -> row.getTimestamp(1).toInstant()).optional();
    }
}
