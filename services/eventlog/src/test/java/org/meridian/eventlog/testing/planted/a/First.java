package org.meridian.eventlog.testing.planted.a;

import org.meridian.eventlog.testing.planted.b.Second;

/** A cycle between packages, half of it. */
public record First(Second second) {}
