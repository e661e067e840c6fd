package org.meridian.web.calls;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somebody in a group.
 *
 * @param home    the alias of their country
 * @param version of the membership
 */
public record Participant(String memberId, String home, String displayName, @Nullable String profession,
        @Nullable String organisation, String role, int version, Instant since) {}
