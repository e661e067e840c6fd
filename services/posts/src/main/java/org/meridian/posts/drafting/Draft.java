package org.meridian.posts.drafting;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.meridian.events.posts.Kind;

/**
 * What somebody has written so far, which may be nothing yet, and where it is to go: {@code groupId} for a post, {@code postId} for
 * a reply, the other one null.
 *
 * @param kind null where it is not chosen, and of a reply
 */
record Draft(@Nullable String groupId, @Nullable String postId, @Nullable Kind kind, @Nullable String title,
        String body, List<String> tags, @Nullable String jurisdiction, @Nullable String language) {

    /** Whether there is something in it that a reply has not. */
    boolean isForFirstPosts() {
        return kind != null || title != null || !tags.isEmpty() || jurisdiction != null;
    }
}
