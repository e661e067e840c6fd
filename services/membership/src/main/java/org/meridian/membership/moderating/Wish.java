package org.meridian.membership.moderating;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.meridian.events.membership.ChangeOutcome;

/**
 * What a moderator asks a group's home in another country to do.
 *
 * @param membershipVersion of the membership as the moderator saw it; 0 where a request is to be decided
 * @param outcome           null until the home has decided
 */
record Wish(String id, String groupId, String actorId, String memberId, int membershipVersion, Wished wished,
        Instant requestedAt, @Nullable Instant decidedAt, @Nullable ChangeOutcome outcome) {

    /** As the HTTP surface names them. */
    enum State {
        PENDING, DONE, REFUSED
    }

    State state() {
        if (outcome == null) {
            return State.PENDING;
        }
        return outcome == ChangeOutcome.DONE ? State.DONE : State.REFUSED;
    }
}
