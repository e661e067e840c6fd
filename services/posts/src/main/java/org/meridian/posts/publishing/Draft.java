package org.meridian.posts.publishing;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.meridian.events.posts.Kind;

/** What somebody wants to publish, checked for form but not yet for right. */
sealed interface Draft {

    String body();

    record OfPost(Kind kind, @Nullable String title, String body, List<String> tags, @Nullable String jurisdiction)
            implements
                Draft {}

    record OfReply(String body) implements Draft {}
}
