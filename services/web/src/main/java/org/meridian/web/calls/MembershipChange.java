package org.meridian.web.calls;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A change of somebody's membership, done at once or wished of a group's home in another country.
 *
 * @param id     of the wish; null where it was done at once
 * @param state  {@code pending}, {@code done} or {@code refused}
 * @param reason why it was refused: {@code not-allowed}, {@code last-owner}, {@code not-a-member}, {@code changed-meanwhile}
 */
public record MembershipChange(@Nullable String id, String state, String groupId, String memberId,
        @Nullable String reason, @Nullable Instant requestedAt) {

    public boolean isPending() {
        return state.equals("pending");
    }
}
