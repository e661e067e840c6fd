package org.meridian.membership.joining;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.meridian.community.Roles;
import org.meridian.events.membership.Role;

/** What a member is in a group. A version of 0 means: never was anything; the next fact about it has the version after. */
public sealed interface Membership {

    String groupId();

    String memberId();

    int version();

    /** When the newest version was decided, or given up if that was later. */
    Instant since();

    default boolean moderates() {
        return this instanceof Active member && Roles.mayModerate(member.role());
    }

    /** @param bannedUntil until when requests to join are refused; null without a ban */
    record None(String groupId, String memberId, int version, Instant since, @Nullable Instant bannedUntil)
            implements
                Membership {

        public boolean isBanned(Instant now) {
            return bannedUntil != null && now.isBefore(bannedUntil);
        }
    }

    /** @param registration null for none; it may have run out */
    record Active(String groupId, String memberId, int version, Instant since, Role role,
            @Nullable Registration registration) implements Membership {

        public Active(String groupId, String memberId, int version, Instant since, Role role) {
            this(groupId, memberId, version, since, role, null);
        }
    }

    /** Granted by another country's group, and not asked for: not the member's until they accept. */
    record Offered(String groupId, String memberId, int version, Instant since, Role role) implements Membership {}

    /** The member has left; the group's home has not ended the membership yet. */
    record Leaving(String groupId, String memberId, int version, Instant since, Role role, String leaveRequestId)
            implements
                Membership {}
}
