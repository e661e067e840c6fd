package org.meridian.membership;

/**
 * What this node holds of a shared group from one home.
 *
 * @param facts       how many facts
 * @param fingerprint SHA-256, hex, over each aggregate's id, version and last event, and the charter's version; two
 *                    nodes that hold the same have the same
 */
public record GroupFacts(String group, String home, long facts, String fingerprint) {}
