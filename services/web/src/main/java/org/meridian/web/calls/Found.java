package org.meridian.web.calls;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.jspecify.annotations.Nullable;

/**
 * A post or a reply that was found.
 *
 * @param group       what its group is called; null as long as that has not come
 * @param threadTitle of a reply: what its thread is called, if anything
 * @param extractHtml words of it, the found ones in {@code mark}
 */
public record Found(@JsonUnwrapped Post post, @Nullable String group, @Nullable String threadTitle,
        String extractHtml) {

    public boolean isReply() {
        return post.kind() == null;
    }
}
