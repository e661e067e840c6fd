package org.meridian.posts.withdrawing;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.meridian.events.posts.PostWithdrawn;

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
                            .setVersion(published.version() + 1).setOccurredAt(after(published.changedAt(), now))
                            .setActorId(memberId).setGroupId(published.groupId()).build());
            case Post.Withdrawn withdrawn when withdrawn.authorId().equals(memberId) -> new Decision.AlreadyDone();
            default -> new Decision.NotTheAuthor();
        };
    }

    private static Instant after(Instant previous, Instant now) {
        Instant next = previous.plus(1, ChronoUnit.MICROS);
        return now.isBefore(next) ? next : now.truncatedTo(ChronoUnit.MICROS);
    }
}
