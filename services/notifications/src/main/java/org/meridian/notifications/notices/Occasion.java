package org.meridian.notifications.notices;

import java.time.Instant;
import java.util.UUID;
import org.meridian.events.notifications.NoticeKind;
import org.meridian.events.notifications.NoticeRaised;
import org.meridian.schemas.Ids;

/**
 * What a member of this node should know. The notice's id is derived from it, so that it is raised once.
 *
 * @param subjectId the reply or the join request
 */
record Occasion(NoticeKind kind, String memberId, String groupId, String actorId, String subjectId) {

    String noticeId() {
        return Ids.derived(memberId, subjectId);
    }

    NoticeRaised raised(UUID eventId, Instant now) {
        return new NoticeRaised(eventId, noticeId(), 1, Ids.occurredAt(now, Instant.EPOCH), actorId, memberId, kind,
                groupId, subjectId);
    }
}
