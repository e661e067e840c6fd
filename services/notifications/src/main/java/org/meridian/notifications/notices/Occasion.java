package org.meridian.notifications.notices;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.meridian.events.notifications.NoticeKind;
import org.meridian.events.notifications.NoticeRaised;
import org.meridian.schemas.Ids;

/**
 * What a member of this node should know. The notice's id is derived from it, so that it is raised once.
 *
 * @param subjectId the reply or the join request, or what the notice alone is of
 * @param requestId the join request that has waited too long
 * @param postId    the reply that was accepted
 */
record Occasion(NoticeKind kind, String memberId, String groupId, String actorId, String subjectId,
        @Nullable String requestId, @Nullable String postId) {

    Occasion(NoticeKind kind, String memberId, String groupId, String actorId, String subjectId) {
        this(kind, memberId, groupId, actorId, subjectId, null, null);
    }

    String noticeId() {
        return Ids.derived(memberId, subjectId);
    }

    NoticeRaised raised(UUID eventId, Instant now) {
        return new NoticeRaised(eventId, noticeId(), 1, Ids.occurredAt(now, Instant.EPOCH), actorId, memberId, kind,
                groupId, subjectId, requestId, postId);
    }
}
