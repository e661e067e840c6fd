package org.meridian.testing.planted.a;

import org.meridian.testing.planted.b.Second;

/** A cycle between packages, half of it. */
public record First(Second second) {}
