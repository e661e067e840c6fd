package org.meridian.posts.ruling;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.EventLog;
import org.meridian.eventlog.database.Database;
import org.meridian.eventlog.event.Entry;
import org.meridian.eventlog.event.Entry.Fact;
import org.meridian.events.posts.Standing;
import org.meridian.events.posts.StandingCause;
import org.meridian.posts.Posts;
import org.meridian.posts.ruling.RulingDecider.Ruled;
import org.meridian.posts.ruling.RulingDecider.Written;
import org.meridian.process.Worker;
import org.meridian.schemas.Topics;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Looks at posts of this node's groups, once each and again when a fact comes that bears on them, and rules on those that do not stand. */
@Component
final class RuleOnPosts {

    private static final Duration POLL = Duration.ofSeconds(5);
    private static final int PORTION = 500;

    private static final String TAKE = """
            DELETE FROM awaits_ruling WHERE post_id IN (
              SELECT post_id FROM awaits_ruling ORDER BY post_id LIMIT :portion FOR UPDATE SKIP LOCKED)
            RETURNING post_id""";
    private static final String WRITTEN = """
            SELECT p.id, p.group_id, p.author_id, g.domestic, p.membership_version, coalesce(m.version, 0) AS in_force,
                   coalesce(m.may_write AND (m.writes_until IS NULL OR p.published_at < m.writes_until), true) AS may_write,
                   coalesce(s.closed, false) AS closed, t.version, t.standing, t.cause, t.given_at
            FROM post p JOIN known_group g ON g.id = p.group_id
            LEFT JOIN LATERAL (
              SELECT v.* FROM membership_version v
              WHERE (v.member_id, v.group_id) = (p.author_id, p.group_id) AND v.at <= p.published_at
              ORDER BY v.version DESC LIMIT 1) m ON true
            LEFT JOIN LATERAL (
              SELECT c.closed FROM group_state c WHERE c.group_id = p.group_id AND c.at <= p.published_at
              ORDER BY c.version DESC LIMIT 1) s ON true
            LEFT JOIN standing t ON (t.post_id, t.group_id) = (p.id, p.group_id)
            WHERE p.id = ANY (:posts)
            ORDER BY p.id""";

    private final EventLog log;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final Worker worker;

    RuleOnPosts(@Posts EventLog log, @Posts Database database, Clock clock) {
        this.log = log;
        this.jdbc = database.client();
        this.transaction = database.transaction();
        this.clock = clock;
        this.worker = log.worker("rulings", POLL, this::rule);
        log.afterEachBatch(worker::wake);
    }

    private void rule() {
        while (ruleOnSome() == PORTION && worker.isRunning()) {
            // goes on with the next
        }
    }

    private int ruleOnSome() {
        Integer taken = transaction.execute(status -> {
            List<String> posts = jdbc.sql(TAKE).param("portion", PORTION)
                    .query((row, i) -> row.getString("post_id")).list();
            if (!posts.isEmpty()) {
                List<Entry> rulings = jdbc.sql(WRITTEN).param("posts", posts.toArray(String[]::new))
                        .query(RuleOnPosts::written).list().stream().flatMap(this::ruling).toList();
                if (!rulings.isEmpty()) {
                    log.append(rulings);
                }
            }
            return posts.size();
        });
        return taken == null ? 0 : taken;
    }

    private Stream<Entry> ruling(Written post) {
        return RulingDecider.rule(post, clock.instant()).stream()
                .map(fact -> new Fact(Topics.posts(post.domestic()), fact));
    }

    private static Written written(ResultSet row, int index) throws SQLException {
        return new Written(row.getString("id"), row.getString("group_id"), row.getString("author_id"),
                row.getBoolean("domestic"), row.getInt("membership_version"), row.getInt("in_force"),
                row.getBoolean("may_write"), row.getBoolean("closed"), ruled(row));
    }

    private static @Nullable Ruled ruled(ResultSet row) throws SQLException {
        String standing = row.getString("standing");
        return standing == null
                ? null
                : new Ruled(row.getInt("version"), Standing.valueOf(standing),
                        StandingCause.valueOf(row.getString("cause")), row.getTimestamp("given_at").toInstant());
    }
}
