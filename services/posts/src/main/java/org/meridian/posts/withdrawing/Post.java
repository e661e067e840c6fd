package org.meridian.posts.withdrawing;

import java.time.Instant;

/** A post or a reply, as far as withdrawing is concerned. */
sealed interface Post {

    String authorId();

    /** @param changedAt the time of its newest fact, UTC */
    record Published(String id, String groupId, String authorId, int version, Instant changedAt) implements Post {}

    record Withdrawn(String authorId) implements Post {}
}
