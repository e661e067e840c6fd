package org.meridian.posts.withdrawing;

import java.time.Instant;
import java.util.UUID;
import org.meridian.events.posts.PostWithdrawn;
import org.meridian.schemas.Ids;

/** Only its author takes a post back, also after leaving the group; doing it again changes nothing. */
final class WithdrawDecider {

    sealed interface Decision {
        record Accepted(PostWithdrawn fact) implements Decision {}

        record AlreadyDone() implements Decision {}

        record NotTheAuthor() implements Decision {}
    }

    private WithdrawDecider() {}

    static Decision withdraw(Post post, String memberId, UUID eventId, Instant now) {
        return switch (post) {
            case Post.Published published when published.authorId().equals(memberId) -> new Decision.Accepted(
                    PostWithdrawn.newBuilder().setEventId(eventId).setId(published.id())
                            .setVersion(published.version() + 1)
                            .setOccurredAt(Ids.occurredAt(now, published.changedAt()))
                            .setActorId(memberId).setGroupId(published.groupId()).build());
            case Post.Withdrawn withdrawn when withdrawn.authorId().equals(memberId) -> new Decision.AlreadyDone();
            default -> new Decision.NotTheAuthor();
        };
    }
}
