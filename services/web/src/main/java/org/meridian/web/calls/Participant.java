package org.meridian.web.calls;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Somebody in a group.
 *
 * @param home    the alias of their country
 * @param version of the membership
 * @param registration null for none
 */
public record Participant(String memberId, String home, String displayName, @Nullable String profession,
        @Nullable String organisation, String role, int version, Instant since,
        @Nullable Registration registration) {

    /**
     * That a moderator has found them in a register of practitioners.
     *
     * @param register its id
     * @param isValid  whether it has not run out
     */
    public record Registration(String register, LocalDate checkedOn, Instant validUntil, boolean isValid) {}
}
