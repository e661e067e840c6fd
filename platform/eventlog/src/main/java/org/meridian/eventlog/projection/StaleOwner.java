package org.meridian.eventlog.projection;

/** Another instance has applied these partitions meanwhile: nothing was written here, read again from where it stopped. */
final class StaleOwner extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StaleOwner(String message) {
        super(message);
    }
}
