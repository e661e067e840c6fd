package org.meridian.web.calls;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A post with its replies, oldest first.
 *
 * @param answer the reply that was accepted as the answer, also where it is not among these
 * @param next where the following replies begin; null when these were the last
 */
public record PostThread(@JsonUnwrapped Post post, @Nullable Post answer, List<Post> replies, @Nullable String next) {

    /** Without the accepted answer, which stands before all of them. */
    public List<Post> otherReplies() {
        return replies.stream().filter(it -> answer == null || !it.id().equals(answer.id())).toList();
    }

    public boolean has(String replyId) {
        return answer != null && answer.id().equals(replyId)
                || replies.stream().anyMatch(it -> it.id().equals(replyId));
    }
}
