package org.meridian.posts.publishing;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.meridian.events.posts.Kind;

/** What somebody wants to publish, checked for form but not yet for right. */
sealed interface Draft {

    String body();

    /** BCP 47; null where the author did not say. */
    @Nullable
    String language();

    record OfPost(Kind kind, @Nullable String title, String body, List<String> tags, @Nullable String jurisdiction,
            @Nullable String language)
            implements
                Draft {}

    record OfReply(String body, @Nullable String language) implements Draft {}
}
