package org.meridian.eventlog.event;

import org.jspecify.annotations.Nullable;

/** One parameter of a bulk statement: a PostgreSQL array with one value a row. {@link Columns} makes them. */
public record ArrayParameter(String type, @Nullable Object[] values) {}
