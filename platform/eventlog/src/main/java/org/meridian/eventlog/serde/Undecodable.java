package org.meridian.eventlog.serde;

/** Why bytes could not be read as a record; the reasons call for different remedies. */
public final class Undecodable extends Exception {

    private static final long serialVersionUID = 1L;

    public enum Reason {
        /** The first byte is not 0: not Confluent's wire format. */
        WRONG_MAGIC,
        /** Neither locked here nor announced by the sender: waits for the announcement. */
        UNKNOWN_SCHEMA,
        /** A record type that this program has no class for: waits for an upgrade. */
        UNKNOWN_TYPE,
        /** More than any record of its type can have: it is not even read. */
        TOO_LARGE,
        /** The bytes end early, run on or contradict their schema. */
        MALFORMED
    }

    private final Reason reason;

    Undecodable(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
