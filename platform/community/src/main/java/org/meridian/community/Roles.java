package org.meridian.community;

import org.meridian.events.membership.Role;

/**
 * What a role lets its holder do in a group. A role that is newer than this program lets them do nothing. The tables hold
 * what these say: whoever changes one raises the code version of every service that keeps them.
 */
public final class Roles {

    private Roles() {}

    public static boolean mayRead(Role role) {
        return switch (role) {
            case OWNER, MODERATOR, MEMBER, OBSERVER -> true;
            case UNKNOWN -> false;
        };
    }

    public static boolean mayWrite(Role role) {
        return switch (role) {
            case OWNER, MODERATOR, MEMBER -> true;
            case OBSERVER, UNKNOWN -> false;
        };
    }

    public static boolean mayModerate(Role role) {
        return switch (role) {
            case OWNER, MODERATOR -> true;
            case MEMBER, OBSERVER, UNKNOWN -> false;
        };
    }
}
