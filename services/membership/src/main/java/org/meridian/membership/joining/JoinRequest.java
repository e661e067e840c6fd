package org.meridian.membership.joining;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A join request in one of its states. What can be done with it takes the state in which it can be done. */
sealed interface JoinRequest {

    /** As the HTTP surface and the view {@code request_state} name them. */
    enum State {
        PENDING, GRANTED, REFUSED, WITHDRAWN
    }

    Asked asked();

    default State state() {
        return switch (this) {
            case Pending pending -> State.PENDING;
            case Granted granted -> State.GRANTED;
            case Refused refused -> State.REFUSED;
            case Withdrawn withdrawn -> State.WITHDRAWN;
        };
    }

    /**
     * What was asked.
     *
     * @param groupName   null until the group's charter is here
     * @param displayName null until the applicant's profile is here
     * @param emailDomain null until the answers are here, and for applicants without a proven address
     * @param invitation  the one that it names, as {@code InvitationToken} proves it; null for none
     * @param isBeingDecided whether a moderator of this country has, and the group's home has not answered yet
     */
    record Asked(String id, String groupId, @Nullable String groupName, String memberId, Instant at,
            @Nullable String displayName, @Nullable String note, List<String> answers, @Nullable String emailDomain,
            @Nullable String invitation, boolean isBeingDecided) {}

    record Pending(Asked asked) implements JoinRequest {}

    record Granted(Asked asked, Instant at) implements JoinRequest {}

    /** @param reason null until the content is here */
    record Refused(Asked asked, Instant at, @Nullable String reason) implements JoinRequest {}

    record Withdrawn(Asked asked, Instant at) implements JoinRequest {}
}
