package org.meridian.eventlog.projection;

/** A record that is to be parked, and why. */
record SetAside(Incoming record, Reason reason, String detail) {}
