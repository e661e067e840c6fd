package org.meridian.replay.exporting;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.meridian.replay.problem.ReplayProblem;

/** What the facts' file is, and how it is called in the export. */
public enum Format {
    NDJSON, CSV, PARQUET, DUCKDB;

    /** @throws ReplayProblem for a name that is none */
    public static Format named(String name) {
        for (Format format : values()) {
            if (format.apiName().equals(name)) {
                return format;
            }
        }
        throw new ReplayProblem("There is no format " + name + "; there are: "
                + Arrays.stream(values()).map(Format::apiName).collect(Collectors.joining(", ")) + ".");
    }

    public String apiName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String file() {
        return "facts." + apiName();
    }

    /** Whether it is text that can be cut off and gone on with; the others are written again from the beginning. */
    boolean isText() {
        return this == NDJSON || this == CSV;
    }
}
