package org.meridian.notifications.knowledge;

import java.util.List;
import org.meridian.eventlog.event.BulkStatement;
import org.meridian.eventlog.event.Columns;
import org.meridian.eventlog.event.Entry;
import org.meridian.schemas.Ids;

/** The countries from which anything has come. */
public final class HomeTable {

    private static final Columns<String> HOME = Columns.of(String.class).text("home", home -> home);
    private static final String INSERT = HOME.insertInto("seen_home") + "ON CONFLICT DO NOTHING";

    public List<BulkStatement> on(List<Entry> entries) {
        return List.of(HOME.bind(INSERT, entries.stream().map(entry -> Ids.home(entry.id())).distinct().toList()));
    }
}
