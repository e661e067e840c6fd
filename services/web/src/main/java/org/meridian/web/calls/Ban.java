package org.meridian.web.calls;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who was removed from a group and cannot ask again yet.
 *
 * @param home        the alias of their country
 * @param displayName null until it has arrived
 * @param reason      null where none was given, or it is not for this country
 */
public record Ban(String memberId, String home, @Nullable String displayName, Instant bannedAt, Instant bannedUntil,
        @Nullable String reason) {}
