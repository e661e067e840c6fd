package org.meridian.web.calls;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** @param next where the following ones begin; null when these were the last */
public record Items<T>(List<T> items, @Nullable String next) {}
