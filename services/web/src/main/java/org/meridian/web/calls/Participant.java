package org.meridian.web.calls;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somebody in a group.
 *
 * @param home the alias of their country
 */
public record Participant(String memberId, String home, String displayName, @Nullable String profession,
        @Nullable String organisation, String role, Instant since) {}
