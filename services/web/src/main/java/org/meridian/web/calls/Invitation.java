package org.meridian.web.calls;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An invitation to a group.
 *
 * @param state {@code open}, {@code spent}, {@code expired} or {@code revoked}
 * @param displayName of who has made it; null as long as their profile has not come
 * @param token what stands in its link; null where the reader does not get it
 */
public record Invitation(String id, String groupId, String state, String role, int uses, int used, Instant madeAt,
        Instant expiresAt, String madeBy, @Nullable String displayName, boolean byMail, @Nullable String token) {

    public boolean isOpen() {
        return state.equals("open");
    }

    /**
     * What a link says to whoever holds it.
     *
     * @param home  the alias of the group's country
     * @param group its name; null where this node cannot tell that the invitation holds
     */
    public record Face(String groupId, String home, @Nullable String group, @Nullable String purpose,
            @Nullable String role, @Nullable Instant expiresAt) {

        public boolean isKnown() {
            return group != null;
        }
    }
}
