package org.meridian.posts.withdrawing;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.meridian.eventlog.EventLog;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.eventlog.event.Entry.Fact;
import org.meridian.eventlog.outbox.StaleVersion;
import org.meridian.posts.withdrawing.WithdrawDecider.Decision;
import org.meridian.schemas.Ids;
import org.meridian.schemas.Topics;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Withdraws a post or a reply: find, decide, append. */
final class WithdrawPost {

    private record Found(Post post, boolean domestic) {}

    private final EventLog log;
    private final JdbcClient jdbc;
    private final Clock clock;
    private final String select;

    WithdrawPost(EventLog log, JdbcClient jdbc, Clock clock) {
        this.log = log;
        this.jdbc = jdbc;
        this.clock = clock;
        this.select = """
                SELECT p.id, p.group_id, p.author_id, p.version, p.changed_at, p.withdrawn_at, g.domestic
                FROM %1$s.post p JOIN %1$s.known_group g ON g.id = p.group_id WHERE p.id = ?"""
                .formatted(log.service());
    }

    /** @throws Refusal 404 for what is missing or somebody else's */
    void withdraw(String postId, String memberId) {
        try {
            decide(postId, memberId);
        } catch (StaleVersion sameMomentTwice) {
            decide(postId, memberId);
        }
    }

    private void decide(String postId, String memberId) {
        // Somebody else's is looked for as long as one that is missing, so that nobody can tell them apart.
        Found found = log.find(() -> look(postId).filter(it -> it.post().authorId().equals(memberId)))
                .orElseThrow(() -> Refusal.notFound("post"));
        switch (WithdrawDecider.withdraw(found.post(), memberId, Ids.eventId(), clock.instant())) {
            case Decision.Accepted(var fact) -> log.append(List.of(new Fact(Topics.posts(found.domestic()), fact)));
            case Decision.AlreadyDone() -> {
            }
            case Decision.NotTheAuthor() -> throw Refusal.notFound("post");
        }
    }

    private Optional<Found> look(String postId) {
        return jdbc.sql(select).param(postId).query((row, i) -> new Found(post(row), row.getBoolean("domestic")))
                .optional();
    }

    private static Post post(ResultSet row) throws SQLException {
        return row.getObject("withdrawn_at") == null
                ? new Post.Published(row.getString("id"), row.getString("group_id"), row.getString("author_id"),
                        row.getInt("version"), row.getObject("changed_at", OffsetDateTime.class).toInstant())
                : new Post.Withdrawn(row.getString("author_id"));
    }
}
