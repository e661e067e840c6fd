package org.meridian.eventlog.event;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/** Folds the entries of one {@code on} into rows: one a key, since a statement may touch a row only once. */
public final class Batch {

    private Batch() {}

    /** The entry with the highest version of each id. */
    public static <T extends SpecificRecord> List<T> newest(List<Entry> entries, Class<T> type) {
        Map<String, Entry> newest = new LinkedHashMap<>();
        for (Entry entry : entries) {
            if (type.isInstance(entry.body())) {
                newest.merge(entry.id(), entry, (a, b) -> b.version() > a.version() ? b : a);
            }
        }
        return newest.values().stream().map(Entry::body).map(type::cast).toList();
    }
}
