package org.meridian.eventlog.outbox;

/** Somebody else wrote the aggregate's next fact first, or records of it are parked: nothing was written. */
public final class StaleVersion extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StaleVersion(Throwable cause) {
        super("the aggregate has moved on, or has parked records", cause);
    }
}
