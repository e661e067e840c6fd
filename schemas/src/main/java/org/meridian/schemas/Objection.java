package org.meridian.schemas;

/**
 * Why a record is not believed.
 *
 * @param sentence for operators; it repeats nothing of what was sent but numbers
 */
public record Objection(Fault fault, String sentence) {

    /** What kind of objection it is. */
    public enum Fault {
        /** It speaks of what is not its sender's. */
        PROVENANCE,
        /** It holds what its kind cannot hold. */
        LIMITS,
        /** It says that it happened later than can be. */
        AHEAD
    }
}
