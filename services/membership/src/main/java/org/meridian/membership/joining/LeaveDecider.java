package org.meridian.membership.joining;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.meridian.events.membership.EndReason;
import org.meridian.events.membership.LeaveRequested;
import org.meridian.events.membership.MembershipEnded;
import org.meridian.events.membership.Role;
import org.meridian.schemas.Ids;

/** The rules of leaving. */
final class LeaveDecider {

    sealed interface Decision {
        record Left(LeaveRequested fact) implements Decision {}

        record Refused(Reason reason) implements Decision {}
    }

    enum Reason {
        LAST_OWNER
    }

    private LeaveDecider() {}

    /** @param owners how many the group has, counted while the group is locked */
    static Decision leave(Membership.Active membership, int owners, String requestId, UUID eventId, Instant now) {
        if (membership.role() == Role.OWNER && owners <= 1) {
            return new Decision.Refused(Reason.LAST_OWNER);
        }
        return new Decision.Left(new LeaveRequested(eventId, requestId, 1, Ids.occurredAt(now, membership.since()),
                membership.memberId(), membership.groupId(), membership.memberId(), membership.version()));
    }

    /** The home's answer, given once: its event's id is derived from the request's. */
    static MembershipEnded end(Membership.Leaving membership, Instant now) {
        var eventId = UUID.nameUUIDFromBytes(("left " + membership.leaveRequestId()).getBytes(StandardCharsets.UTF_8));
        return new MembershipEnded(eventId, Ids.derived(membership.groupId(), membership.memberId()),
                membership.version() + 1, Ids.occurredAt(now, membership.since()), membership.memberId(),
                membership.groupId(), membership.memberId(), EndReason.LEFT, membership.leaveRequestId());
    }
}
