/**
 * Replays of the event streams for analytics: from a node's Kafka into files, bounded, in one order, the same bytes twice.
 * {@link org.meridian.replay.Replay} is what {@code scripts/replay} runs, {@link org.meridian.replay.ReplayApplication} the
 * service; a node serves the same over HTTP.
 */
@NullMarked
package org.meridian.replay;

import org.jspecify.annotations.NullMarked;
