package org.meridian.community;

import org.meridian.eventlog.decision.Refusal;
import org.meridian.events.membership.Role;

/** What somebody is in a group. */
public sealed interface Participation {

    /**
     * Takes part: may read, and unless an observer, write.
     *
     * @param closed  whether nobody writes in the group any more
     * @param version of the membership, which what the member writes will cite
     */
    record Participant(String groupId, String memberId, int version, Role role,
            boolean domestic, boolean closed) implements Participation {

        public boolean mayWrite() {
            return Roles.mayWrite(role);
        }

        @Override
        public Participant orRefuse() {
            return this;
        }
    }

    /** Takes no part, or there is no such group. May know that there is one unless it is secret. */
    record Outsider(boolean mayKnow) implements Participation {

        @Override
        public Participant orRefuse() {
            throw mayKnow
                    ? Refusal.forbidden("not-a-member",
                            "Only members read and write here. Ask to join the group first.")
                    : Refusal.notFound("group");
        }
    }

    /** @throws Refusal where somebody takes no part: the same for a group that is missing and one that is secret */
    Participant orRefuse();
}
