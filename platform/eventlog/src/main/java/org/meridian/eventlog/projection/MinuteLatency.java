package org.meridian.eventlog.projection;

import java.time.Instant;

/**
 * The latencies of a link's records that were applied within one minute, in milliseconds.
 *
 * @param at when the minute began
 */
public record MinuteLatency(Instant at, double p50, double p99) {}
