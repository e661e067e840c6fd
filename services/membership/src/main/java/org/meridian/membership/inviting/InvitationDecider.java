package org.meridian.membership.inviting;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.events.membership.InvitationClosed;
import org.meridian.events.membership.InvitationMade;
import org.meridian.events.membership.InvitationRevoked;
import org.meridian.events.membership.Role;
import org.meridian.schemas.Ids;

/** The rules of inviting. */
final class InvitationDecider {

    /** Of one group, made in one country. */
    static final int MOST_OPEN = 100;

    /**
     * What an invitation is to be.
     *
     * @param email to whom it is mailed; null where its maker hands the link on
     */
    record Wish(Role role, int uses, Instant expiresAt, @Nullable String email) {}

    private InvitationDecider() {}

    /**
     * @param open how many invitations to the group made here hold
     * @throws Refusal where there are too many
     */
    static InvitationMade make(String id, UUID eventId, String makerId, InvitationToken token, Wish wish, int open,
            Instant now) {
        if (open >= MOST_OPEN) {
            throw Refusal.conflict("too-many-invitations", "This group has " + MOST_OPEN
                    + " invitations from here that hold. Revoke some first.");
        }
        return new InvitationMade(eventId, id, 1, Ids.occurredAt(now, Instant.EPOCH), makerId, token.groupId(),
                wish.role(), wish.expiresAt().truncatedTo(ChronoUnit.MICROS), wish.uses(), token.hash());
    }

    /** In the country that made it; empty where it is so already. */
    static Optional<InvitationRevoked> revoke(Invitation invitation, String actorId, UUID eventId, Instant now) {
        return invitation.endedAt() != null
                ? Optional.empty()
                : Optional.of(new InvitationRevoked(eventId, invitation.id(), 2,
                        Ids.occurredAt(now, invitation.madeAt()), actorId, invitation.groupId()));
    }

    /** At the group's home, of one that another country made; empty where it is so already. */
    static Optional<InvitationClosed> close(Invitation invitation, String actorId, UUID eventId, Instant now) {
        return invitation.endedAt() != null
                ? Optional.empty()
                : Optional.of(new InvitationClosed(eventId, Ids.derived(invitation.groupId(), invitation.id()), 1,
                        Ids.occurredAt(now, Instant.EPOCH), actorId, invitation.groupId(), invitation.id()));
    }
}
