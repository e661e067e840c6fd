package org.meridian.web.calls;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somebody whom an operator keeps out of the node.
 *
 * @param displayName     null until it has arrived
 * @param suspendedByName the operator's; null where they are not here any more
 */
public record Suspension(String memberId, @Nullable String displayName, Instant suspendedAt, String suspendedBy,
        @Nullable String suspendedByName, String reason) {}
