package org.meridian.posts.withdrawing;

import java.time.Instant;

/** A post or a reply, as far as withdrawing is concerned. */
sealed interface Post {

    /** @param changedAt the time of its newest fact, UTC */
    record Published(String id, String groupId, String authorId, int version, Instant changedAt) implements Post {}

    record Withdrawn(String authorId) implements Post {}

    /** There is none, or this service has not learned of it. */
    record Missing() implements Post {}

    default boolean isBy(String memberId) {
        return switch (this) {
            case Published published -> published.authorId().equals(memberId);
            case Withdrawn withdrawn -> withdrawn.authorId().equals(memberId);
            case Missing() -> false;
        };
    }
}
