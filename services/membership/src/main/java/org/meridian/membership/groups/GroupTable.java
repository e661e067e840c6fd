package org.meridian.membership.groups;

import java.util.List;
import org.meridian.eventlog.event.Batch;
import org.meridian.eventlog.event.BulkStatement;
import org.meridian.eventlog.event.Columns;
import org.meridian.eventlog.event.Entry;
import org.meridian.events.membership.Charter;
import org.meridian.events.membership.GroupCreated;

/** Groups and their charters. A group can be shown once both are here. */
public final class GroupTable {

    private static final Columns<GroupCreated> GROUP = Columns.of(GroupCreated.class).text("id", GroupCreated::getId)
            .int4("version", GroupCreated::getVersion).instant("created_at", GroupCreated::getOccurredAt)
            .text("scope", group -> group.getScope().name()).text("visibility", group -> group.getVisibility().name())
            .text("joining", group -> group.getJoining().name()).text("mail", group -> group.getMail().name());
    private static final String INSERT_GROUPS = GROUP.insertInto("known_group") + "ON CONFLICT DO NOTHING";

    private static final Columns<Charter> CHARTER = Columns.of(Charter.class).text("id", Charter::getId)
            .int4("version", Charter::getVersion).text("name", Charter::getName).text("purpose", Charter::getPurpose)
            .text("rules", Charter::getRules).texts("questions", Charter::getQuestions)
            .texts("approved_domains", Charter::getApprovedDomains)
            .text("search_text", charter -> SearchText.of(charter.getName() + "\n" + charter.getPurpose()));
    private static final String UPSERT_CHARTERS = CHARTER.insertInto("charter AS c") + """
            ON CONFLICT (id) DO UPDATE
              SET version = excluded.version, name = excluded.name, purpose = excluded.purpose, rules = excluded.rules,
                  questions = excluded.questions, approved_domains = excluded.approved_domains,
                  search_text = excluded.search_text
              WHERE excluded.version > c.version""";

    public List<BulkStatement> on(List<Entry> entries) {
        return List.of(GROUP.bind(INSERT_GROUPS, Batch.newest(entries, GroupCreated.class)),
                CHARTER.bind(UPSERT_CHARTERS, Batch.newest(entries, Charter.class)));
    }
}
