package org.meridian.notifications.knowledge;

import java.util.List;
import org.meridian.eventlog.event.Batch;
import org.meridian.eventlog.event.Column;
import org.meridian.eventlog.event.Entry;
import org.meridian.eventlog.event.Write;
import org.meridian.events.membership.Charter;
import org.meridian.events.membership.GroupFounded;
import org.meridian.events.membership.Scope;

/** Groups, what they are called, and how much of them a mail may carry. */
public final class GroupTable {

    private final String insertGroups;
    private final String upsertNames;

    public GroupTable(String schema) {
        this.insertGroups = "INSERT INTO %s.known_group SELECT * FROM unnest(?, ?, ?) ON CONFLICT DO NOTHING"
                .formatted(schema);
        this.upsertNames = """
                INSERT INTO %s.group_name AS g SELECT * FROM unnest(?, ?, ?)
                ON CONFLICT (group_id) DO UPDATE SET version = excluded.version, name = excluded.name
                  WHERE excluded.version > g.version""".formatted(schema);
    }

    public List<Write> on(List<Entry> entries) {
        List<GroupFounded> groups = Batch.newest(entries, GroupFounded.class);
        List<Charter> charters = Batch.newest(entries, Charter.class);
        return List.of(
                Write.of(insertGroups, Column.text(groups, GroupFounded::getId),
                        Column.booleans(groups, group -> group.getScope() == Scope.DOMESTIC),
                        Column.text(groups, group -> group.getMail().name())),
                Write.of(upsertNames, Column.text(charters, Charter::getId),
                        Column.ints(charters, Charter::getVersion), Column.text(charters, Charter::getName)));
    }
}
