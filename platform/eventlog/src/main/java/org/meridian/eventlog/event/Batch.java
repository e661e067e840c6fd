package org.meridian.eventlog.event;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import tools.jackson.databind.json.JsonMapper;

/** Folds the entries of one {@code on} into rows: one a key, since a statement may touch a row only once. */
public final class Batch {

    /** SQL for the {@code text[]} in a column that was filled by {@link #list}; to be formatted with the column's name. */
    public static final String LIST = "ARRAY(SELECT jsonb_array_elements_text(%s::jsonb))";

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

    /** A list in one value; {@link #LIST} makes it an array again. An array of arrays would be flattened by unnest. */
    public static String list(List<String> texts) {
        return JsonMapper.shared().writeValueAsString(texts);
    }
}
