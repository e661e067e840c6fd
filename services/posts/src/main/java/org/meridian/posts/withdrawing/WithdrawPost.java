package org.meridian.posts.withdrawing;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.meridian.eventlog.EventLog;
import org.meridian.eventlog.database.Database;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.eventlog.event.Entry.Fact;
import org.meridian.eventlog.outbox.StaleVersion;
import org.meridian.posts.Posts;
import org.meridian.schemas.Ids;
import org.meridian.schemas.Topics;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Withdraws a post or a reply: find, decide, append. */
@Component
final class WithdrawPost {

    private record Found(Post post, boolean domestic) {}

    private static final String SELECT = """
            SELECT p.id, p.group_id, p.author_id, p.version, p.changed_at, p.withdrawn_at, g.domestic
            FROM post p JOIN known_group g ON g.id = p.group_id WHERE p.id = ?""";

    private final EventLog log;
    private final JdbcClient jdbc;
    private final Clock clock;

    WithdrawPost(@Posts EventLog log, @Posts Database database, Clock clock) {
        this.log = log;
        this.jdbc = database.client();
        this.clock = clock;
    }

    /** @throws Refusal for what is missing or somebody else's */
    void withdraw(String postId, String memberId) {
        try {
            decide(postId, memberId);
        } catch (StaleVersion sameMomentTwice) {
            decide(postId, memberId);
        }
    }

    private void decide(String postId, String memberId) {
        // Somebody else's is looked for as long as one that is missing, so that nobody can tell them apart.
        Found found = log.find(() -> look(postId).filter(it -> it.post().isBy(memberId)))
                .orElse(new Found(new Post.Missing(), false));
        WithdrawDecider.withdraw(found.post(), memberId, Ids.eventId(), clock.instant())
                .ifPresent(fact -> log.append(List.of(new Fact(Topics.posts(found.domestic()), fact))));
    }

    private Optional<Found> look(String postId) {
        return jdbc.sql(SELECT).param(postId).query((row, i) -> new Found(post(row), row.getBoolean("domestic")))
                .optional();
    }

    private static Post post(ResultSet row) throws SQLException {
        return row.getObject("withdrawn_at") == null
                ? new Post.Published(row.getString("id"), row.getString("group_id"), row.getString("author_id"),
                        row.getInt("version"), row.getObject("changed_at", OffsetDateTime.class).toInstant())
                : new Post.Withdrawn(row.getString("author_id"));
    }
}
