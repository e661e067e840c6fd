package org.meridian.testing;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.meridian.events.posts.AnswerChosen;
import org.meridian.events.posts.Kind;
import org.meridian.events.posts.PostContent;
import org.meridian.events.posts.PostEdited;
import org.meridian.events.posts.PostPublished;
import org.meridian.events.posts.PostWithdrawn;
import org.meridian.events.posts.ReplyPublished;
import org.meridian.events.posts.Standing;
import org.meridian.events.posts.StandingCause;
import org.meridian.events.posts.StandingGiven;
import org.meridian.schemas.Ids;

/** Facts and content of posts, as the posts service writes them, under the author's first membership if not said. */
public final class PostFacts {

    private PostFacts() {}

    public static PostPublished published(String postId, String groupId, String authorId, Kind kind, Instant at) {
        return PostPublished.newBuilder().setEventId(Ids.eventId()).setId(postId).setVersion(1).setOccurredAt(at)
                .setActorId(authorId).setGroupId(groupId).setKind(kind).setMembershipVersion(1).build();
    }

    public static ReplyPublished replied(String replyId, String postId, String groupId, String authorId, Instant at) {
        return ReplyPublished.newBuilder().setEventId(Ids.eventId()).setId(replyId).setVersion(1).setOccurredAt(at)
                .setActorId(authorId).setGroupId(groupId).setPostId(postId).setMembershipVersion(1).build();
    }

    /** Of a post or reply that was published once: its second version, and its second text. */
    public static PostEdited edited(String id, String groupId, String authorId, Instant at) {
        return PostEdited.newBuilder().setEventId(Ids.eventId()).setId(id).setVersion(2).setOccurredAt(at)
                .setActorId(authorId).setGroupId(groupId).setContentVersion(2).setMembershipVersion(1).build();
    }

    /** Of a post or reply that was published once: its second version. */
    public static PostWithdrawn withdrawn(String id, String groupId, String authorId, Instant at) {
        return PostWithdrawn.newBuilder().setEventId(Ids.eventId()).setId(id).setVersion(2).setOccurredAt(at)
                .setActorId(authorId).setGroupId(groupId).build();
    }

    /** That the group's home has taken it out. */
    public static StandingGiven removed(String id, String groupId, String authorId) {
        return StandingGiven.newBuilder().setEventId(Ids.eventId()).setId(Ids.derived(groupId, id)).setVersion(1)
                .setOccurredAt(Instant.now()).setActorId(authorId).setGroupId(groupId).setPostId(id)
                .setStanding(Standing.REMOVED).setCause(StandingCause.MEMBERSHIP).build();
    }

    /**
     * That somebody has said which reply answers a question, for the first time.
     *
     * @param replyId null for none
     */
    public static AnswerChosen chosen(String questionId, @Nullable String replyId, String groupId, String memberId,
            Instant at) {
        String id = Ids.derived(memberId, Ids.named(Ids.home(memberId), "answer to " + questionId));
        return AnswerChosen.newBuilder().setEventId(Ids.eventId()).setId(id).setVersion(1).setOccurredAt(at)
                .setActorId(memberId).setGroupId(groupId).setPostId(questionId).setReplyId(replyId)
                .setMembershipVersion(1).build();
    }

    /** @param title null for what has none, as a reply */
    public static PostContent content(String id, @Nullable String title, String body) {
        return PostContent.newBuilder().setId(id).setVersion(1).setTitle(title).setBody(body).build();
    }
}
