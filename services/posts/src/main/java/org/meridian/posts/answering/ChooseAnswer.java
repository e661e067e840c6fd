package org.meridian.posts.answering;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.meridian.community.Participants;
import org.meridian.community.Participation.Participant;
import org.meridian.community.Roles;
import org.meridian.eventlog.EventLog;
import org.meridian.eventlog.database.Database;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.eventlog.event.Entry.Fact;
import org.meridian.eventlog.outbox.StaleVersion;
import org.meridian.events.membership.Role;
import org.meridian.posts.Posts;
import org.meridian.posts.answering.Question.Choice;
import org.meridian.posts.answering.Question.Own;
import org.meridian.posts.reading.PostView;
import org.meridian.schemas.Ids;
import org.meridian.schemas.Topics;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Says which reply answers a question, or that none does: find, decide, append. */
@Component
final class ChooseAnswer {

    private record Found(Question question, boolean hasReply, boolean domestic) {}

    private static final String SELECT = """
            SELECT q.id, q.author_id, q.group_id, q.kind = 'QUESTION' AS is_question,
                   q.withdrawn_at IS NOT NULL OR q.removed_at IS NOT NULL AS gone, g.domestic, g.closed,
                   reader.version, reader.role, reader.writes_until, newest.reply_id,
                   newest.chosen_at, coalesce(own.version, 0) AS own_version, own.chosen_at AS own_at,
                   EXISTS (SELECT FROM showable_post r
                           WHERE r.id = :reply AND r.thread_id = q.id AND r.group_id = q.group_id AND r.id <> q.id
                             AND (%1$s)) AS has_reply
            FROM readable_post q
            JOIN known_group g ON g.id = q.group_id
            JOIN participant reader ON reader.group_id = q.group_id AND reader.member_id = :reader
            LEFT JOIN LATERAL (
              SELECT c.* FROM weighed_choice c
              WHERE (c.post_id, c.group_id) = (q.id, q.group_id) AND (c.may_moderate OR c.member_id = q.author_id)
              ORDER BY c.chosen_at DESC, c.id COLLATE "C" DESC LIMIT 1) newest ON true
            LEFT JOIN answer_choice own ON own.id = :choice
            WHERE q.id = :post AND q.id = q.thread_id AND (%2$s)""".formatted(PostView.isForReader("r.author_id"),
            PostView.isForReader("q.author_id"));

    private final EventLog log;
    private final JdbcClient jdbc;
    private final Clock clock;

    ChooseAnswer(@Posts EventLog log, @Posts Database database, Clock clock) {
        this.log = log;
        this.jdbc = database.client();
        this.clock = clock;
    }

    /**
     * @param replyId null: none answers it
     * @throws Refusal for a question or a reply that is missing or not for the member, after time to learn of it
     */
    void choose(String postId, @Nullable String replyId, String memberId) {
        try {
            decide(postId, replyId, memberId);
        } catch (StaleVersion sameMomentTwice) {
            decide(postId, replyId, memberId);
        }
    }

    private void decide(String postId, @Nullable String replyId, String memberId) {
        Found found = find(postId, replyId, memberId).orElseThrow(() -> Refusal.notFound("post"));
        if (replyId != null && !found.hasReply()) {
            throw Refusal.notFound("reply");
        }
        AnswerDecider.choose(found.question(), replyId, Ids.eventId(), clock.instant())
                .ifPresent(fact -> log.append(List.of(new Fact(Topics.posts(found.domestic()), fact))));
    }

    private Optional<Found> find(String postId, @Nullable String replyId, String memberId) {
        return Optional.of(postId).filter(Ids::isPlain)
                .flatMap(
                        id -> log.find(() -> look(id, replyId, memberId).filter(it -> replyId == null || it.hasReply()))
                                .or(() -> look(id, replyId, memberId)));
    }

    private Optional<Found> look(String postId, @Nullable String replyId, String memberId) {
        return jdbc.sql(SELECT).param("post", postId).param("reply", replyId).param("reader", memberId)
                .param("choice", AnswerDecider.idOf(memberId, postId)).query((row, i) -> found(row, memberId))
                .optional();
    }

    private static Found found(ResultSet row, String memberId) throws SQLException {
        var member = new Participant(row.getString("group_id"), memberId, row.getInt("version"),
                Role.valueOf(row.getString("role")), row.getBoolean("domestic"), row.getBoolean("closed"),
                Participants.writesUntil(row));
        Instant chosenAt = instant(row, "chosen_at");
        var question = new Question(row.getString("id"), row.getString("author_id"), row.getBoolean("is_question"),
                row.getBoolean("gone"), member, Roles.mayModerate(member.role()),
                chosenAt == null ? null : new Choice(row.getString("reply_id"), chosenAt),
                new Own(row.getInt("own_version"), instant(row, "own_at")));
        return new Found(question, row.getBoolean("has_reply"), row.getBoolean("domestic"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
