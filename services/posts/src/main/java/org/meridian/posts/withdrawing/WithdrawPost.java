package org.meridian.posts.withdrawing;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.meridian.eventlog.EventLog;
import org.meridian.eventlog.event.Entry.Fact;
import org.meridian.eventlog.event.Ids;
import org.meridian.eventlog.web.Refusal;
import org.meridian.events.posts.PostWithdrawn;
import org.meridian.schemas.Topics;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Withdraws a post or a reply: only its author can, also after leaving the group; doing it again changes nothing. */
final class WithdrawPost {

    private record Written(String groupId, boolean domestic, int version, Instant changedAt, boolean withdrawn) {}

    private final EventLog log;
    private final JdbcClient jdbc;
    private final Clock clock;
    private final String select;

    WithdrawPost(EventLog log, JdbcClient jdbc, Clock clock) {
        this.log = log;
        this.jdbc = jdbc;
        this.clock = clock;
        this.select = """
                SELECT p.group_id, g.domestic, p.version, p.changed_at, p.withdrawn_at IS NOT NULL AS withdrawn
                FROM %1$s.post p JOIN %1$s.known_group g ON g.id = p.group_id
                WHERE p.id = ? AND p.author_id = ?""".formatted(log.service());
    }

    /** @throws Refusal 404 for what is missing or somebody else's */
    void withdraw(String postId, String memberId) {
        Written post = find(postId, memberId).or(() -> {
            log.learns(() -> find(postId, memberId).isPresent());
            return find(postId, memberId);
        }).orElseThrow(() -> Refusal.notFound("post"));
        if (!post.withdrawn()) {
            var fact = PostWithdrawn.newBuilder().setEventId(Ids.eventId()).setId(postId)
                    .setVersion(post.version() + 1).setOccurredAt(Ids.occurredAt(clock.instant(), post.changedAt()))
                    .setActorId(memberId).setGroupId(post.groupId()).build();
            log.append(List.of(new Fact(Topics.posts(post.domestic()), fact)));
        }
    }

    private Optional<Written> find(String postId, String memberId) {
        return jdbc.sql(select).param(postId).param(memberId)
                .query((row, i) -> new Written(row.getString("group_id"), row.getBoolean("domestic"),
                        row.getInt("version"), row.getObject("changed_at", OffsetDateTime.class).toInstant(),
                        row.getBoolean("withdrawn")))
                .optional();
    }
}
