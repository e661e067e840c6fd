package org.meridian.posts.ruling;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.meridian.events.posts.Standing;
import org.meridian.events.posts.StandingCause;
import org.meridian.events.posts.StandingGiven;
import org.meridian.schemas.Ids;

/**
 * Whether a post stands, by the times that stand in the facts: those of the post, of its author's membership and of the group. So it
 * comes to the same whatever arrived first. The id of the ruling's event is derived from what it is about, so that it is given once.
 */
final class RulingDecider {

    /**
     * What held when a post was written.
     *
     * @param membershipVersion the one that the post cites
     * @param inForce  the version of the membership that held; 0 where the home had granted none yet
     * @param mayWrite whether that let its holder write then
     * @param closed   whether the group was closed
     * @param before   what was ruled so far; null for nothing
     */
    record Written(String postId, String groupId, String authorId, boolean domestic, int membershipVersion, int inForce,
            boolean mayWrite, boolean closed, @Nullable Ruled before) {

        /** Why it was taken out; null as long as it stands. */
        @Nullable
        StandingCause removedBecause() {
            return before == null || before.standing() == Standing.SHOWN ? null : before.cause();
        }
    }

    /** The newest ruling on a post. */
    record Ruled(int version, Standing standing, StandingCause cause, Instant at) {}

    private RulingDecider() {}

    /**
     * Empty where it is ruled so already, and where it stands and always has: every node judges it by the version that it cites. What
     * was ruled before all facts were here is ruled otherwise once they are.
     */
    static Optional<StandingGiven> rule(Written post, Instant now) {
        StandingCause cause = cause(post);
        if (cause == post.removedBecause()) {
            return Optional.empty();
        }
        Ruled before = post.before();
        int version = before == null ? 1 : before.version() + 1;
        String id = Ids.derived(post.groupId(), post.postId());
        return Optional.of(new StandingGiven(eventId(id, version), id, version,
                Ids.occurredAt(now, before == null ? Instant.EPOCH : before.at()), post.authorId(), post.groupId(),
                post.postId(), cause == null ? Standing.SHOWN : Standing.REMOVED,
                cause == null && before != null ? before.cause() : Objects.requireNonNull(cause)));
    }

    private static UUID eventId(String id, int version) {
        return UUID.nameUUIDFromBytes(("ruled " + id + " " + version).getBytes(StandardCharsets.UTF_8));
    }

    private static @Nullable StandingCause cause(Written post) {
        if (post.inForce() > post.membershipVersion() && !post.mayWrite()) {
            return StandingCause.MEMBERSHIP;
        }
        return post.closed() ? StandingCause.CLOSED : null;
    }
}
