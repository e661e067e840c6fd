package org.meridian.notifications.knowledge;

import java.util.List;
import org.meridian.eventlog.event.ArrayParameter;
import org.meridian.eventlog.event.Batch;
import org.meridian.eventlog.event.BulkStatement;
import org.meridian.eventlog.event.Entry;
import org.meridian.events.membership.Charter;
import org.meridian.events.membership.GroupCreated;
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

    public List<BulkStatement> on(List<Entry> entries) {
        List<GroupCreated> groups = Batch.newest(entries, GroupCreated.class);
        List<Charter> charters = Batch.newest(entries, Charter.class);
        return List.of(
                BulkStatement.of(insertGroups, ArrayParameter.text(groups, GroupCreated::getId),
                        ArrayParameter.booleans(groups, group -> group.getScope() == Scope.DOMESTIC),
                        ArrayParameter.text(groups, group -> group.getMail().name())),
                BulkStatement.of(upsertNames, ArrayParameter.text(charters, Charter::getId),
                        ArrayParameter.ints(charters, Charter::getVersion),
                        ArrayParameter.text(charters, Charter::getName)));
    }
}
