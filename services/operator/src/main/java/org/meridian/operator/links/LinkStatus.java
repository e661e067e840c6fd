package org.meridian.operator.links;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How one link does.
 *
 * @param from the peer's alias
 * @param lagRecords records in the peer's topics that are not here yet, null while the peer cannot be reached
 * @param lastRecordAt when the newest record from there was written there, null when there is none
 * @param problem why it is down, null otherwise
 */
public record LinkStatus(String from, LinkState state, @Nullable Long lagRecords, @Nullable Instant lastRecordAt,
        @Nullable String problem) {

    /** Whether nothing that the peer has for this node is still there alone, as far as is known. */
    public boolean isCaughtUp() {
        return lagRecords != null && lagRecords == 0;
    }
}
