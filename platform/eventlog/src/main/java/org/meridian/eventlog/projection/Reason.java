package org.meridian.eventlog.projection;

/** Why a record is parked; the operator's pages and the counter {@code meridian.parked} name it in lower case. */
enum Reason {
    /** Not in the wire format, or its bytes contradict its schema. */
    UNDECODABLE,
    /** Its schema is neither locked here nor announced yet. */
    UNKNOWN_SCHEMA,
    /** Its record type comes with an upgrade. */
    UNKNOWN_TYPE,
    /** It speaks of what is not its sender's. */
    PROVENANCE,
    /** An earlier version of its aggregate is missing. */
    GAP,
    /** Another fact already has its version: its home gave a version out twice. */
    CONFLICT,
    /** It says that it happened more than a day from now; its sender's clock is wrong, or this node's. */
    AHEAD,
    /** It holds what its kind cannot hold, or the tables refuse it. */
    REFUSED;

    String text() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
