package org.meridian.posts.editing;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.meridian.community.Participants;
import org.meridian.community.Participation;
import org.meridian.eventlog.EventLog;
import org.meridian.eventlog.database.Database;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.eventlog.event.Entry.Content;
import org.meridian.eventlog.event.Entry.Fact;
import org.meridian.eventlog.outbox.StaleVersion;
import org.meridian.events.membership.EditingTime;
import org.meridian.posts.Posts;
import org.meridian.posts.editing.EditDecider.Changes;
import org.meridian.posts.publishing.Text;
import org.meridian.schemas.Ids;
import org.meridian.schemas.Topics;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Edits a post or a reply: find, decide, append. */
@Component
final class EditPost {

    private static final String SELECT = """
            SELECT p.id, p.group_id, p.thread_id, p.version, p.published_at, p.changed_at, p.content_version, p.title, p.body,
                   p.tags, p.jurisdiction, p.language, p.edited_at, p.earlier, g.domestic, n.editing,
                   p.withdrawn_at IS NOT NULL OR EXISTS (
                     SELECT FROM standing s
                     WHERE (s.post_id, s.group_id) = (p.id, p.group_id) AND s.standing <> 'SHOWN') AS gone
            FROM post p JOIN known_group g ON g.id = p.group_id LEFT JOIN group_name n ON n.group_id = g.id
            WHERE p.id = :post AND p.author_id = :author""";

    private final EventLog log;
    private final Participants participants;
    private final JdbcClient jdbc;
    private final Clock clock;

    EditPost(@Posts EventLog log, @Posts Participants participants, @Posts Database database, Clock clock) {
        this.log = log;
        this.participants = participants;
        this.jdbc = database.client();
        this.clock = clock;
    }

    /**
     * @param version of the text that was read; null where nobody says
     * @return the text as it is from now on
     * @throws Refusal for what is missing or somebody else's, and where it may not be edited
     */
    Text edit(String postId, String memberId, Changes changes, @Nullable Integer version) {
        try {
            decide(postId, memberId, changes, version);
        } catch (StaleVersion sameMomentTwice) {
            decide(postId, memberId, changes, version);
        }
        if (look(postId, memberId) instanceof Post.Shown shown) {
            return shown.text();
        }
        throw Refusal.notFound("post"); // gone in the meantime
    }

    private void decide(String postId, String memberId, Changes changes, @Nullable Integer version) {
        // Somebody else's is looked for as long as one that is missing, so that nobody can tell them apart.
        Post post = Optional.of(postId).filter(Ids::isPlain)
                .flatMap(id -> log
                        .find(() -> Optional.of(look(id, memberId)).filter(it -> !(it instanceof Post.Missing))))
                .orElse(new Post.Missing());
        EditDecider.edit(post, changes, version, Ids.eventId(), clock.instant())
                .ifPresent(it -> log.append(List.of(new Fact(Topics.posts(it.domestic()), it.fact()),
                        new Content(Topics.content(it.domestic()), it.content()))));
    }

    private Post look(String postId, String memberId) {
        Post found = jdbc.sql(SELECT).param("post", postId).param("author", memberId)
                .query((row, i) -> row.getBoolean("gone") ? new Post.Gone() : shown(row)).optional()
                .orElse(new Post.Missing());
        return found instanceof Post.Shown shown
                ? shown.by(participants.known(shown.groupId(), memberId))
                : found;
    }

    /** By somebody of whom nothing is known yet: that takes another connection. */
    private static Post shown(ResultSet row) throws SQLException {
        String editing = row.getString("editing");
        return new Post.Shown(row.getString("id"), row.getString("group_id"),
                !row.getString("id").equals(row.getString("thread_id")),
                row.getInt("version"), instant(row, "published_at"), instant(row, "changed_at"), text(row),
                Text.earlier(row.getString("earlier")),
                editing == null ? EditingTime.WEEK : EditingTime.valueOf(editing), row.getBoolean("domestic"),
                new Participation.Outsider(false, false));
    }

    /** As it is now. */
    static Text text(ResultSet row) throws SQLException {
        return new Text(row.getInt("content_version"),
                instant(row, row.getObject("edited_at") == null ? "published_at" : "edited_at"), row.getString("title"),
                row.getString("body"), List.of((String[]) row.getArray("tags").getArray()),
                row.getString("jurisdiction"), row.getString("language"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
