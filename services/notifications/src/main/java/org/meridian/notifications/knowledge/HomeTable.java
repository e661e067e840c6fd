package org.meridian.notifications.knowledge;

import java.util.List;
import org.meridian.eventlog.event.Column;
import org.meridian.eventlog.event.Entry;
import org.meridian.eventlog.event.Ids;
import org.meridian.eventlog.event.Write;

/** The countries from which anything has come. */
public final class HomeTable {

    private final String insert;

    public HomeTable(String schema) {
        this.insert = "INSERT INTO %s.heard_of SELECT * FROM unnest(?) ON CONFLICT DO NOTHING".formatted(schema);
    }

    public List<Write> on(List<Entry> entries) {
        List<String> homes = entries.stream().map(entry -> Ids.home(entry.id())).distinct().toList();
        return List.of(Write.of(insert, Column.text(homes, home -> home)));
    }
}
