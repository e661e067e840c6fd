package org.meridian.community;

import java.util.List;
import org.meridian.eventlog.event.Batch;
import org.meridian.eventlog.event.BulkStatement;
import org.meridian.eventlog.event.Columns;
import org.meridian.eventlog.event.Entry;
import org.meridian.events.membership.Charter;
import org.meridian.events.membership.GroupCreated;

/** Groups, and what they are called. */
final class GroupTable {

    private static final Columns<GroupCreated> GROUP = Columns.of(GroupCreated.class).text("id", GroupCreated::getId)
            .text("scope", group -> group.getScope().name())
            .text("visibility", group -> group.getVisibility().name()).text("mail", group -> group.getMail().name());
    private static final String INSERT = GROUP.insertInto("known_group") + "ON CONFLICT DO NOTHING";

    private static final Columns<Charter> NAME = Columns.of(Charter.class).text("group_id", Charter::getId)
            .int4("version", Charter::getVersion).text("name", Charter::getName);
    private static final String UPSERT_NAME = NAME.insertInto("group_name AS n") + """
            ON CONFLICT (group_id) DO UPDATE SET version = excluded.version, name = excluded.name
              WHERE excluded.version > n.version""";

    private GroupTable() {}

    static List<BulkStatement> on(List<Entry> entries) {
        return List.of(GROUP.bind(INSERT, Batch.newest(entries, GroupCreated.class)),
                NAME.bind(UPSERT_NAME, Batch.newest(entries, Charter.class)));
    }
}
