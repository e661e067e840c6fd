package org.meridian.web.calls;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that a member is told of.
 *
 * @param kind      {@code reply}, {@code request}, {@code overdue} or {@code decision}; of the reader's membership
 *                  {@code role}, {@code removed}, {@code ban-lifted} or {@code offered}; of a reply of theirs {@code accepted}
 * @param postId    the thread's first post, of a reply, the reader's own or not
 * @param requestId of a request or a decision
 * @param text      one sentence
 * @param state     of a request or a decision
 * @param reason    why the reader was removed
 * @param readAt    when it was read, or the request was decided or withdrawn
 */
public record Notice(String id, String kind, String groupId, @Nullable String group, String actorId,
        @Nullable String actorName, String subjectId, @Nullable String postId, @Nullable String requestId, String text,
        @Nullable String state, @Nullable String age, @Nullable String reason, Instant raisedAt,
        @Nullable Instant readAt) {

    public boolean isUnread() {
        return readAt == null;
    }

    /** The page that it is about; none for who has nothing to do with the group any more. */
    public @Nullable String page() {
        return switch (kind) {
            case "reply" -> "/posts/" + subjectId;
            case "accepted" -> "/posts/" + postId + "#answer";
            case "request", "overdue" -> "/groups/" + groupId + "/requests";
            case "role", "offered", "expiring" -> "/groups/" + groupId;
            case "removed", "ban-lifted", "taken-out" -> null;
            default -> "/requests/" + requestId;
        };
    }
}
