package org.meridian.community;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.meridian.eventlog.event.Batch;
import org.meridian.eventlog.event.BulkStatement;
import org.meridian.eventlog.event.Columns;
import org.meridian.eventlog.event.Entry;
import org.meridian.events.membership.Charter;
import org.meridian.events.membership.GroupChanged;
import org.meridian.events.membership.GroupCreated;

/** Groups, what they are called, and how long one may edit in them. */
final class GroupTable {

    private static final Columns<GroupRow> GROUP = Columns.of(GroupRow.class).text("id", GroupRow::id)
            .int4("version", GroupRow::version).text("scope", GroupRow::scope).text("visibility", GroupRow::visibility)
            .text("mail", GroupRow::mail).bool("closed", GroupRow::closed);
    private static final String UPSERT = GROUP.insertInto("known_group AS g") + """
            ON CONFLICT (id) DO UPDATE
              SET version = excluded.version, visibility = excluded.visibility, mail = excluded.mail,
                  closed = excluded.closed
              WHERE excluded.version > g.version""";

    private static final Columns<Charter> NAME = Columns.of(Charter.class).text("group_id", Charter::getId)
            .int4("version", Charter::getVersion).text("name", Charter::getName)
            .text("editing", it -> it.getEditing() == null ? null : it.getEditing().name());
    private static final String UPSERT_NAME = NAME.insertInto("group_name AS n") + """
            ON CONFLICT (group_id) DO UPDATE SET version = excluded.version, name = excluded.name, editing = excluded.editing
              WHERE excluded.version > n.version""";

    private GroupTable() {}

    static List<BulkStatement> on(List<Entry> entries) {
        Map<String, GroupRow> groups = new LinkedHashMap<>();
        for (Entry entry : entries) {
            switch (entry.body()) {
                case GroupCreated created -> GroupRow.of(created).mergeInto(groups);
                case GroupChanged changed -> GroupRow.of(changed).mergeInto(groups);
                default -> {
                }
            }
        }
        return List.of(GROUP.bind(UPSERT, List.copyOf(groups.values())),
                NAME.bind(UPSERT_NAME, Batch.newest(entries, Charter.class)));
    }
}
