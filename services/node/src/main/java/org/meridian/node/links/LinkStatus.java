package org.meridian.node.links;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How one link does.
 *
 * @param from the peer's alias
 * @param state {@code running}; {@code pausing} and {@code paused} by an operator; {@code starting}; {@code down} when the
 * peer or what runs the links cannot be reached, the connector failed and waits for its next attempt, or the watch failed
 * @param lagRecords records in the peer's topics that are not here yet, null while the peer cannot be reached
 * @param lastRecordAt when the newest record from there was written there, null when there is none
 * @param problem why it is down, null otherwise
 */
public record LinkStatus(String from, String state, @Nullable Long lagRecords, @Nullable Instant lastRecordAt,
        @Nullable String problem) {}
