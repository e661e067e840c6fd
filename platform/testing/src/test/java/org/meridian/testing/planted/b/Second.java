package org.meridian.testing.planted.b;

import org.jspecify.annotations.Nullable;
import org.meridian.testing.planted.a.First;

/** A cycle between packages, the other half. */
public record Second(@Nullable First first) {}
