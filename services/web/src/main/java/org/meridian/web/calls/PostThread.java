package org.meridian.web.calls;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A post with its replies, oldest first.
 *
 * @param next where the following replies begin; null when these were the last
 */
public record PostThread(@JsonUnwrapped Post post, List<Post> replies, @Nullable String next) {

    public boolean has(String replyId) {
        return replies.stream().anyMatch(it -> it.id().equals(replyId));
    }
}
