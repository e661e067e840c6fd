package org.meridian.posts.answering;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.meridian.community.Participation.Participant;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.events.posts.AnswerChosen;
import org.meridian.schemas.Ids;

/**
 * Who asked a question, or moderates its group, says which reply answers it: in a fact of their own, which is later than all that their
 * country knows to be said of it. Saying what holds already changes nothing.
 */
final class AnswerDecider {

    private AnswerDecider() {}

    /** The aggregate: what a member says of a question. */
    static String idOf(String memberId, String questionId) {
        return Ids.derived(memberId, Ids.named(Ids.home(memberId), "answer to " + questionId));
    }

    /**
     * Empty if it is so already.
     *
     * @param replyId a reply to it that the member may read; null for none
     * @throws Refusal for what is no question, and for whoever has nothing to say of its answer
     */
    static Optional<AnswerChosen> choose(Question question, @Nullable String replyId, UUID eventId, Instant now) {
        Participant member = question.member().writingAt(now);
        if (question.gone()) {
            throw Refusal.conflict("post-withdrawn",
                    "The question was withdrawn, or taken out by the group's own country. It has no answer any more.");
        }
        if (!question.isQuestion()) {
            throw Refusal.conflict("not-a-question", "Only a question has an answer that is accepted.");
        }
        if (!member.memberId().equals(question.authorId()) && !question.moderates()) {
            throw Refusal.forbidden("askers-only",
                    "Whoever asked the question, or a moderator of the group, says which reply answers it.");
        }
        if (Objects.equals(question.answer(), replyId)) {
            return Optional.empty();
        }
        return Optional.of(AnswerChosen.newBuilder().setEventId(eventId)
                .setId(idOf(member.memberId(), question.id())).setVersion(question.own().version() + 1)
                .setOccurredAt(Ids.occurredAt(now, latest(question))).setActorId(member.memberId())
                .setGroupId(member.groupId()).setPostId(question.id()).setReplyId(replyId)
                .setMembershipVersion(member.version()).build());
    }

    private static Instant latest(Question question) {
        Instant own = question.own().at() == null ? Instant.EPOCH : question.own().at();
        return question.newest() == null || question.newest().at().isBefore(own) ? own : question.newest().at();
    }
}
