package org.meridian.web.calls;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The reader's e-mail addresses.
 *
 * @param second null where none was given
 * @param change null where none waits
 */
public record Addresses(String first, @Nullable String second, @Nullable Change change) {

    /** One that waits for a link to be followed, at the new address and at one from before. */
    public record Change(String email, boolean forSecond, boolean provedAtNew, boolean provedAtKnown,
            Instant expiresAt) {}
}
