package org.meridian.eventlog.projection;

/**
 * A record that is to be parked, and why.
 *
 * @param version of a fact that waits behind a gap; 0 of all others
 */
record SetAside(Incoming record, Reason reason, String detail, int version) {

    boolean isNew() {
        return record.parkedId() == null;
    }
}
