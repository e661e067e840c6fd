package org.meridian.replay.exporting;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The format of the file of facts, and the file's name. */
public enum Format {
    NDJSON, CSV, PARQUET, DUCKDB;

    public static Optional<Format> named(String name) {
        return Arrays.stream(values()).filter(format -> format.apiName().equals(name)).findFirst();
    }

    /** All names, for people. */
    public static String names() {
        return Arrays.stream(values()).map(Format::apiName).collect(Collectors.joining(", "));
    }

    public String apiName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String file() {
        return "facts." + apiName();
    }
}
