package org.meridian.schemas;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Times that PostgreSQL, RFC 3339 and Parquet can all hold: the years 1 to 9999. */
public final class Times {

    public static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    public static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999Z");

    private static final long EARLIEST_MICROS = ChronoUnit.MICROS.between(Instant.EPOCH, EARLIEST);
    private static final long LATEST_MICROS = ChronoUnit.MICROS.between(Instant.EPOCH, LATEST);

    private Times() {}

    public static boolean isWritable(Instant time) {
        return !time.isBefore(EARLIEST) && !time.isAfter(LATEST);
    }

    /** @param micros microseconds since 1970-01-01T00:00Z, as they stand in a record */
    public static boolean isWritable(long micros) {
        return micros >= EARLIEST_MICROS && micros <= LATEST_MICROS;
    }
}
