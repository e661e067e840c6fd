package org.meridian.eventlog.event;

import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One parameter of a bulk statement: a PostgreSQL array with one value a row. */
public record ArrayParameter(String type, @Nullable Object[] values) {

    public static <T> ArrayParameter text(List<T> rows, Function<T, @Nullable String> value) {
        return of("text", rows, value);
    }

    public static <T> ArrayParameter ints(List<T> rows, Function<T, @Nullable Integer> value) {
        return of("int4", rows, value);
    }

    public static <T> ArrayParameter uuids(List<T> rows, Function<T, @Nullable Object> value) {
        return of("uuid", rows, value);
    }

    public static <T> ArrayParameter booleans(List<T> rows, Function<T, @Nullable Boolean> value) {
        return of("bool", rows, value);
    }

    public static <T> ArrayParameter instants(List<T> rows, Function<T, @Nullable Instant> value) {
        return of("timestamptz", rows, value);
    }

    public static <T> ArrayParameter bytes(List<T> rows, Function<T, byte[]> value) {
        return new ArrayParameter("bytea", rows.stream().map(value).toArray(byte[][]::new));
    }

    private static <T> ArrayParameter of(String type, List<T> rows, Function<T, ? extends @Nullable Object> value) {
        @Nullable
        Object[] values = new @Nullable Object[rows.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = value.apply(rows.get(i));
        }
        return new ArrayParameter(type, values);
    }
}
