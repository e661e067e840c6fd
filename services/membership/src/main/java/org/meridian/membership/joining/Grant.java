package org.meridian.membership.joining;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.meridian.events.membership.MembershipGranted;
import org.meridian.events.membership.Role;
import org.meridian.schemas.Ids;

/** What somebody is granted: a role, with the registration that they have, and the rights that follow from both. */
public record Grant(Role role, @Nullable Registration registration, Rights.Need need) {

    /** Without what it answers. */
    public MembershipGranted.Builder to(Membership membership, UUID eventId, String actorId, Instant now) {
        Rights rights = Rights.of(role, registration, need);
        return MembershipGranted.newBuilder().setEventId(eventId)
                .setId(Ids.derived(membership.groupId(), membership.memberId())).setVersion(membership.version() + 1)
                .setOccurredAt(Ids.occurredAt(now, membership.since())).setActorId(actorId)
                .setGroupId(membership.groupId()).setMemberId(membership.memberId()).setRole(role)
                .setRegister(registration == null ? null : registration.register())
                .setCheckedAt(registration == null ? null : registration.checkedAt())
                .setRegisteredUntil(registration == null ? null : registration.until())
                .setReadsUntil(rights.readsUntil()).setWritesUntil(rights.writesUntil());
    }
}
