package org.meridian.posts.withdrawing;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.events.posts.PostWithdrawn;
import org.meridian.schemas.Ids;

/** Only its author takes a post back, also after leaving the group; doing it again changes nothing. */
final class WithdrawDecider {

    private WithdrawDecider() {}

    /**
     * Empty if it was withdrawn before.
     *
     * @throws Refusal for what is missing and for somebody else's in the same words
     */
    static Optional<PostWithdrawn> withdraw(Post post, String memberId, UUID eventId, Instant now) {
        if (!post.isBy(memberId)) {
            throw Refusal.notFound("post");
        }
        return post instanceof Post.Published published
                ? Optional.of(PostWithdrawn.newBuilder().setEventId(eventId).setId(published.id())
                        .setVersion(published.version() + 1).setOccurredAt(Ids.occurredAt(now, published.changedAt()))
                        .setActorId(memberId).setGroupId(published.groupId()).build())
                : Optional.empty();
    }
}
