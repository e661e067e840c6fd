package org.meridian.eventlog.event;

import java.util.List;

/**
 * A service's tables as the log writes them. {@link #on} is the only writer: for what was just decided here, for what
 * arrived from another node and for what is read again in a rebuild.
 */
public interface ReadModel {

    /**
     * The statements that bring the tables up to date with these entries. Each aggregate's facts come in the order of
     * their versions; between aggregates, and between facts and content, any order must end in the same rows.
     */
    List<BulkStatement> on(List<Entry> entries);

    /** The tables, without schema, that a rebuild empties before it reads the log again. */
    List<String> tables();

    /** Rises when {@link #on} would write other rows than before; the next start then rebuilds them. */
    int codeVersion();
}
