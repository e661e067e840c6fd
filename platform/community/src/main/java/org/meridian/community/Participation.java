package org.meridian.community;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.events.membership.Role;

/** What somebody is in a group. */
public sealed interface Participation {

    /**
     * Takes part: may read, and unless an observer, write.
     *
     * @param closed  whether nobody writes in the group any more
     * @param version of the membership, which what the member writes will cite
     * @param writesUntil until when they may write, if the role may: where the group asks for a registration; null without end
     */
    record Participant(String groupId, String memberId, int version, Role role, boolean domestic, boolean closed,
            @Nullable Instant writesUntil) implements Participation {

        /** @throws Refusal where they only read */
        public Participant writingAt(Instant now) {
            if (!Roles.mayWrite(role)) {
                throw Refusal.forbidden("observers-only-read",
                        "You take part in this group as an observer. Ask a moderator if you would like to write.");
            }
            if (closed) {
                throw Refusal.conflict("group-closed",
                        "This group is closed: it can be read, and nobody writes in it. Its owners can open it again.");
            }
            if (writesUntil != null && !now.isBefore(writesUntil)) {
                throw Refusal.forbidden("registration-needed", "This group asks for a registration as a practitioner,"
                        + " which you do not have here, or no longer. Ask a moderator to look you up.");
            }
            return this;
        }

        @Override
        public Participant orRefuse() {
            return this;
        }
    }

    /**
     * Takes no part, or there is no such group. May know that there is one unless it is secret.
     *
     * @param isUnregistered whether they would take part if they were registered as a practitioner
     */
    record Outsider(boolean mayKnow, boolean isUnregistered) implements Participation {

        @Override
        public Participant orRefuse() {
            if (isUnregistered) {
                throw Refusal.forbidden("registration-needed", "This group asks for a registration as a practitioner"
                        + " to read what is written in it. Ask a moderator to look you up.");
            }
            throw mayKnow
                    ? Refusal.forbidden("not-a-member",
                            "Only members read and write here. Ask to join the group first.")
                    : Refusal.notFound("group");
        }
    }

    /** @throws Refusal where somebody takes no part: the same for a group that is missing and one that is secret */
    Participant orRefuse();
}
