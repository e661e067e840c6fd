package org.meridian.posts.publishing;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.meridian.events.posts.PostContent;
import org.meridian.events.posts.PostPublished;
import org.meridian.events.posts.ReplyPublished;
import org.meridian.posts.members.Participation.Participant;

/** The rules of publishing. */
final class PostDecider {

    sealed interface Decision {
        /** @param fact a {@link PostPublished} or a {@link ReplyPublished} */
        record Accepted(SpecificRecord fact, PostContent content) implements Decision {}

        record Refused(Reason reason) implements Decision {}
    }

    enum Reason {
        OBSERVERS_ONLY_READ
    }

    /** The ids that a new post is given; chance is decided outside. */
    record NewIds(String postId, UUID eventId) {}

    private PostDecider() {}

    static Decision publish(Draft.OfPost draft, Participant author, NewIds ids, Instant now) {
        if (!author.mayWrite()) {
            return new Decision.Refused(Reason.OBSERVERS_ONLY_READ);
        }
        var fact = PostPublished.newBuilder().setEventId(ids.eventId()).setId(ids.postId()).setVersion(1)
                .setOccurredAt(now).setActorId(author.memberId()).setGroupId(author.groupId()).setKind(draft.kind())
                .setMembershipVersion(author.version()).build();
        var content = PostContent.newBuilder().setId(ids.postId()).setVersion(1).setTitle(draft.title())
                .setBody(draft.body()).setTags(draft.tags()).setJurisdiction(draft.jurisdiction()).build();
        return new Decision.Accepted(fact, content);
    }

    static Decision reply(Draft.OfReply draft, String threadId, Participant author, NewIds ids, Instant now) {
        if (!author.mayWrite()) {
            return new Decision.Refused(Reason.OBSERVERS_ONLY_READ);
        }
        var fact = ReplyPublished.newBuilder().setEventId(ids.eventId()).setId(ids.postId()).setVersion(1)
                .setOccurredAt(now).setActorId(author.memberId()).setGroupId(author.groupId()).setPostId(threadId)
                .setMembershipVersion(author.version()).build();
        var content = PostContent.newBuilder().setId(ids.postId()).setVersion(1).setBody(draft.body())
                .setTags(List.of())
                .build();
        return new Decision.Accepted(fact, content);
    }
}
