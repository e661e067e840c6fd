package org.meridian.posts.publishing;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.meridian.events.posts.PostContent;
import org.meridian.events.posts.PostEdited;
import org.meridian.events.posts.PostPublished;
import org.meridian.events.posts.PostWithdrawn;
import org.meridian.events.posts.ReplyPublished;

/** What is known of one post or reply: facts, content or both. Two halves join in either order to the same row. */
record PostRow(String id, @Nullable Published published, @Nullable Changed edited, @Nullable Changed withdrawn,
        @Nullable PostContent content) {

    /** @param threadId the post that the thread begins with; its own id, unless this is a reply */
    record Published(String groupId, String threadId, @Nullable String kind, String authorId, int membershipVersion,
            Instant at) {}

    /** A later fact of it. */
    record Changed(int version, Instant at) {}

    static PostRow of(PostPublished fact) {
        return new PostRow(fact.getId(), new Published(fact.getGroupId(), fact.getId(), fact.getKind().name(),
                fact.getActorId(), fact.getMembershipVersion(), fact.getOccurredAt()), null, null, null);
    }

    static PostRow of(ReplyPublished fact) {
        return new PostRow(fact.getId(), new Published(fact.getGroupId(), fact.getPostId(), null, fact.getActorId(),
                fact.getMembershipVersion(), fact.getOccurredAt()), null, null, null);
    }

    static PostRow of(PostEdited fact) {
        return new PostRow(fact.getId(), null, new Changed(fact.getVersion(), fact.getOccurredAt()), null, null);
    }

    static PostRow of(PostWithdrawn fact) {
        return new PostRow(fact.getId(), null, null, new Changed(fact.getVersion(), fact.getOccurredAt()), null);
    }

    static PostRow of(PostContent content) {
        return new PostRow(content.getId(), null, null, null, content);
    }

    PostRow and(PostRow other) {
        Changed taken = withdrawn == null ? other.withdrawn : withdrawn;
        return new PostRow(id, published == null ? other.published : published, newest(edited, other.edited), taken,
                taken == null ? newest(content, other.content) : null);
    }

    private static @Nullable Changed newest(@Nullable Changed a, @Nullable Changed b) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        return a.version() >= b.version() ? a : b;
    }

    private static @Nullable PostContent newest(@Nullable PostContent a, @Nullable PostContent b) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        return a.getVersion() >= b.getVersion() ? a : b;
    }

    boolean isOnlyContent() {
        return published == null && withdrawn == null;
    }

    @Nullable
    Integer version() {
        Changed newest = withdrawn == null ? edited : withdrawn;
        return newest != null ? Integer.valueOf(newest.version()) : published != null ? Integer.valueOf(1) : null;
    }

    @Nullable
    Instant changedAt() {
        Changed newest = withdrawn == null ? edited : withdrawn;
        return newest != null ? newest.at() : published != null ? published.at() : null;
    }
}
