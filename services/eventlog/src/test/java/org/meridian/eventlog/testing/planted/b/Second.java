package org.meridian.eventlog.testing.planted.b;

import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.testing.planted.a.First;

/** A cycle between packages, the other half. */
public record Second(@Nullable First first) {}
