package org.meridian.posts.publishing;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.meridian.community.Participation;
import org.meridian.community.Participation.Participant;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.events.posts.PostContent;
import org.meridian.events.posts.PostPublished;
import org.meridian.events.posts.ReplyPublished;

/** The rules of publishing: who may write where, and what is then written. */
final class PostDecider {

    /**
     * What is to be written.
     *
     * @param fact     a {@link PostPublished} or a {@link ReplyPublished}
     * @param domestic whether it stays in this country
     */
    record Publication(SpecificRecord fact, PostContent content, boolean domestic) {}

    /** The ids that a new post is given; chance is decided outside. */
    record NewIds(String postId, UUID eventId) {}

    private PostDecider() {}

    /** @throws Refusal unless the author takes part in the group, and not only to read, and the group is open */
    static Publication publish(Draft.OfPost draft, Participation participation, NewIds ids, Instant now) {
        Participant author = participation.orRefuse().writingAt(now);
        var fact = PostPublished.newBuilder().setEventId(ids.eventId()).setId(ids.postId()).setVersion(1)
                .setOccurredAt(now).setActorId(author.memberId()).setGroupId(author.groupId()).setKind(draft.kind())
                .setMembershipVersion(author.version()).build();
        var content = PostContent.newBuilder().setId(ids.postId()).setVersion(1).setTitle(draft.title())
                .setBody(draft.body()).setTags(draft.tags()).setJurisdiction(draft.jurisdiction())
                .setLanguage(draft.language())
                .build();
        return new Publication(fact, content, author.domestic());
    }

    /** @throws Refusal also where there is no thread that goes on */
    static Publication reply(Draft.OfReply draft, ReplyTarget target, NewIds ids, Instant now) {
        return switch (target) {
            case ReplyTarget.Thread thread -> reply(draft, thread.id(), thread.author().writingAt(now), ids, now);
            case ReplyTarget.FirstPostWithdrawn() -> throw Refusal.conflict("post-withdrawn",
                    "The post that this thread begins with was withdrawn, or taken out by the group's own country. Its"
                            + " replies can be read, but not added to; publish a post of your own instead.");
            case ReplyTarget.Missing() -> throw Refusal.notFound("post");
        };
    }

    private static Publication reply(Draft.OfReply draft, String threadId, Participant author, NewIds ids,
            Instant now) {
        var fact = ReplyPublished.newBuilder().setEventId(ids.eventId()).setId(ids.postId()).setVersion(1)
                .setOccurredAt(now).setActorId(author.memberId()).setGroupId(author.groupId()).setPostId(threadId)
                .setMembershipVersion(author.version()).build();
        var content = PostContent.newBuilder().setId(ids.postId()).setVersion(1).setBody(draft.body())
                .setTags(List.of()).setLanguage(draft.language()).build();
        return new Publication(fact, content, author.domestic());
    }
}
