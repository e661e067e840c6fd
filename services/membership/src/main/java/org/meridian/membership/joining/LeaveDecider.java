package org.meridian.membership.joining;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.events.membership.EndReason;
import org.meridian.events.membership.LeaveRequested;
import org.meridian.events.membership.MembershipEnded;
import org.meridian.events.membership.MembershipGranted;
import org.meridian.events.membership.Role;
import org.meridian.schemas.Ids;

/** The rules of leaving. */
final class LeaveDecider {

    private LeaveDecider() {}

    /**
     * Leaving twice is leaving once: empty for who has left. Who declines what they were offered leaves, an owner too.
     *
     * @param owners how many the group has, counted while the group is locked
     * @throws Refusal for who never was a member, and for the last owner
     */
    static Optional<LeaveRequested> leave(Membership membership, int owners, String requestId, UUID eventId,
            Instant now) {
        return switch (membership) {
            case Membership.Active last when last.role() == Role.OWNER
                    && owners <= 1 ->
                throw Refusal.conflict("last-owner",
                        "You are the group's only owner. Make another member an owner, then leave.");
            case Membership.Active member -> Optional.of(new LeaveRequested(eventId, requestId, 1,
                    Ids.occurredAt(now, member.since()), member.memberId(), member.groupId(), member.memberId(),
                    member.version()));
            case Membership.Offered offer -> Optional.of(new LeaveRequested(eventId, requestId, 1,
                    Ids.occurredAt(now, offer.since()), offer.memberId(), offer.groupId(), offer.memberId(),
                    offer.version()));
            case Membership.Leaving done -> Optional.empty();
            case Membership.None leaver when leaver.version() > 0 -> Optional.empty();
            case Membership.None outsider -> throw Refusal.notFound("membership");
        };
    }

    /** Who leaves last of all owners hands over, as two who leave in two countries at once could not know. */
    static MembershipGranted handOver(Membership.Leaving owner, Membership.Active heir, Rights.Need need, Instant now) {
        return new Grant(Role.OWNER, heir.registration(), need)
                .to(heir, derived("handed over ", owner), owner.memberId(), now).build();
    }

    /** The home's answer, given once: its event's id is derived from the request's. */
    static MembershipEnded end(Membership.Leaving membership, Instant now) {
        return new MembershipEnded(derived("left ", membership),
                Ids.derived(membership.groupId(), membership.memberId()),
                membership.version() + 1, Ids.occurredAt(now, membership.since()), membership.memberId(),
                membership.groupId(), membership.memberId(), EndReason.LEFT, membership.leaveRequestId(),
                null);
    }

    private static UUID derived(String what, Membership.Leaving membership) {
        return UUID.nameUUIDFromBytes((what + membership.leaveRequestId()).getBytes(StandardCharsets.UTF_8));
    }
}
