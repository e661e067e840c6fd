package org.meridian.notifications.knowledge;

import java.util.List;
import org.meridian.eventlog.event.Batch;
import org.meridian.eventlog.event.BulkStatement;
import org.meridian.eventlog.event.Columns;
import org.meridian.eventlog.event.Entry;
import org.meridian.events.membership.Charter;
import org.meridian.events.membership.GroupCreated;
import org.meridian.events.membership.Scope;

/** Groups, what they are called, and how much of them a mail may carry. */
public final class GroupTable {

    private static final Columns<GroupCreated> GROUP = Columns.of(GroupCreated.class).text("id", GroupCreated::getId)
            .bool("domestic", group -> group.getScope() == Scope.DOMESTIC)
            .text("mail", group -> group.getMail().name());
    private static final String INSERT_GROUPS = GROUP.insertInto("known_group") + "ON CONFLICT DO NOTHING";

    private static final Columns<Charter> NAME = Columns.of(Charter.class).text("group_id", Charter::getId)
            .int4("version", Charter::getVersion).text("name", Charter::getName);
    private static final String UPSERT_NAMES = NAME.insertInto("group_name AS g") + """
            ON CONFLICT (group_id) DO UPDATE SET version = excluded.version, name = excluded.name
              WHERE excluded.version > g.version""";

    public List<BulkStatement> on(List<Entry> entries) {
        return List.of(GROUP.bind(INSERT_GROUPS, Batch.newest(entries, GroupCreated.class)),
                NAME.bind(UPSERT_NAMES, Batch.newest(entries, Charter.class)));
    }
}
