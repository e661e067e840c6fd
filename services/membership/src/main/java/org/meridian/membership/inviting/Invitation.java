package org.meridian.membership.inviting;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.meridian.events.membership.Role;

/**
 * An invitation, as it is known here.
 *
 * @param role  as its maker's country has it, which need not be one that an invitation can carry
 * @param uses  how many can come in by it
 * @param used  how many have
 * @param endedAt when it was revoked; null where it was not
 */
public record Invitation(String id, String groupId, String makerId, @Nullable String makerName, Instant madeAt,
        Role role, Instant expiresAt, int uses, int used, @Nullable Instant endedAt) {

    static final int MOST_USES = 500;
    static final Duration LONGEST = Duration.ofDays(90);
    static final Set<Role> ROLES = EnumSet.of(Role.MEMBER, Role.OBSERVER);

    /** As the HTTP surface names them. */
    enum State {
        OPEN, SPENT, EXPIRED, REVOKED
    }

    State state(Instant at) {
        if (endedAt != null) {
            return State.REVOKED;
        }
        if (used >= Math.min(uses, MOST_USES)) {
            return State.SPENT;
        }
        return at.isBefore(expiresAt) && at.isBefore(madeAt.plus(LONGEST)) ? State.OPEN : State.EXPIRED;
    }

    /**
     * Whether who accepted it at that time comes in by it; what a peer says beyond our own limits counts only up to them.
     *
     * @param makerModerates whether whoever made it decides about the group's members still
     */
    public boolean holds(Instant accepted, boolean makerModerates) {
        return makerModerates && ROLES.contains(role) && state(accepted) == State.OPEN;
    }
}
