package org.meridian.notifications.knowledge;

import java.util.List;
import org.meridian.eventlog.event.ArrayParameter;
import org.meridian.eventlog.event.BulkStatement;
import org.meridian.eventlog.event.Entry;
import org.meridian.schemas.Ids;

/** The countries from which anything has come. */
public final class HomeTable {

    private final String insert;

    public HomeTable(String schema) {
        this.insert = "INSERT INTO %s.first_seen SELECT * FROM unnest(?) ON CONFLICT DO NOTHING".formatted(schema);
    }

    public List<BulkStatement> on(List<Entry> entries) {
        List<String> homes = entries.stream().map(entry -> Ids.home(entry.id())).distinct().toList();
        return List.of(BulkStatement.of(insert, ArrayParameter.text(homes, home -> home)));
    }
}
