package org.meridian.posts.publishing;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.meridian.community.Participants;
import org.meridian.community.Participation.Participant;
import org.meridian.eventlog.EventLog;
import org.meridian.eventlog.database.Database;
import org.meridian.events.membership.Role;
import org.meridian.posts.Posts;
import org.meridian.schemas.Ids;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds the thread that a reply goes to, and what its author is in the group. */
@Component
final class Threads {

    private static final String SELECT = """
            SELECT t.id, t.group_id, t.withdrawn_at IS NOT NULL OR t.removed_at IS NOT NULL AS withdrawn, g.domestic, g.closed, author.version, author.role,
                   author.writes_until
            FROM post p
            JOIN readable_post t ON t.id = p.thread_id
            JOIN known_group g ON g.id = t.group_id
            JOIN participant author ON author.group_id = t.group_id AND author.member_id = :author
            WHERE p.id = :post AND (p.withdrawn_at IS NULL OR p.id = t.id)""";

    private final EventLog log;
    private final JdbcClient jdbc;

    Threads(@Posts EventLog log, @Posts Database database) {
        this.log = log;
        this.jdbc = database.client();
    }

    /** The thread of a post or reply; before it says that there is none, it gives this service time to learn of it. */
    ReplyTarget find(String postId, String authorId) {
        return Optional.of(postId).filter(Ids::isPlain).flatMap(id -> log.find(() -> look(id, authorId)))
                .orElse(new ReplyTarget.Missing());
    }

    private Optional<ReplyTarget> look(String postId, String authorId) {
        return jdbc.sql(SELECT).param("post", postId).param("author", authorId)
                .query((row, i) -> target(row, authorId)).optional();
    }

    private static ReplyTarget target(ResultSet row, String authorId) throws SQLException {
        return row.getBoolean("withdrawn")
                ? new ReplyTarget.FirstPostWithdrawn()
                : new ReplyTarget.Thread(row.getString("id"),
                        new Participant(row.getString("group_id"), authorId, row.getInt("version"),
                                Role.valueOf(row.getString("role")), row.getBoolean("domestic"),
                                row.getBoolean("closed"), Participants.writesUntil(row)));
    }
}
