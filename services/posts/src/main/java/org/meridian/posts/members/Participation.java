package org.meridian.posts.members;

import org.meridian.events.membership.Role;

/** What somebody is in a group. */
public sealed interface Participation {

    /**
     * Takes part: may read, and unless an observer, write.
     *
     * @param version of the membership, which what the member writes will cite
     */
    record Participant(String groupId, String memberId, int version, Role role,
            boolean domestic) implements Participation {

        public boolean mayWrite() {
            return role == Role.OWNER || role == Role.MODERATOR || role == Role.MEMBER;
        }
    }

    /** Takes no part; may know that there is such a group unless it is secret. */
    record Outsider(boolean mayKnow) implements Participation {}
}
