package org.meridian.membership.groups;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.meridian.community.GroupRow;
import org.meridian.eventlog.event.Batch;
import org.meridian.eventlog.event.BulkStatement;
import org.meridian.eventlog.event.Columns;
import org.meridian.eventlog.event.Entry;
import org.meridian.events.membership.Charter;
import org.meridian.events.membership.GroupChanged;
import org.meridian.events.membership.GroupCreated;
import org.meridian.text.SearchText;

/** Groups and their charters. A group can be shown once both are here. */
public final class GroupTable {

    private static final Columns<GroupRow> GROUP = Columns.of(GroupRow.class).text("id", GroupRow::id)
            .int4("version", GroupRow::version).instant("created_at", GroupRow::createdAt)
            .instant("changed_at", GroupRow::changedAt).text("scope", GroupRow::scope)
            .text("visibility", GroupRow::visibility).text("joining", GroupRow::joining).text("mail", GroupRow::mail)
            .bool("closed", GroupRow::closed);
    private static final String UPSERT_GROUPS = GROUP.insertInto("known_group AS g") + """
            ON CONFLICT (id) DO UPDATE
              SET version = excluded.version, changed_at = excluded.changed_at, visibility = excluded.visibility, joining = excluded.joining,
                  mail = excluded.mail, closed = excluded.closed
              WHERE excluded.version > g.version""";

    private static final Columns<Charter> CHARTER = Columns.of(Charter.class).text("id", Charter::getId)
            .int4("version", Charter::getVersion).text("name", Charter::getName).text("purpose", Charter::getPurpose)
            .text("rules", Charter::getRules).texts("questions", Charter::getQuestions)
            .texts("approved_domains", Charter::getApprovedDomains)
            .texts("registers", Charter::getRegisters)
            .text("registration_need",
                    it -> it.getRegistrationNeed() == null ? null : it.getRegistrationNeed().name())
            .text("editing", it -> it.getEditing() == null ? null : it.getEditing().name())
            .text("search_text", charter -> SearchText.of(charter.getName() + "\n" + charter.getPurpose()));
    private static final String UPSERT_CHARTERS = CHARTER.insertInto("charter AS c") + """
            ON CONFLICT (id) DO UPDATE
              SET version = excluded.version, name = excluded.name, purpose = excluded.purpose, rules = excluded.rules,
                  questions = excluded.questions, approved_domains = excluded.approved_domains,
                  registers = excluded.registers, registration_need = excluded.registration_need,
                  editing = excluded.editing,
                  search_text = excluded.search_text
              WHERE excluded.version > c.version""";

    public List<BulkStatement> on(List<Entry> entries) {
        Map<String, GroupRow> groups = new LinkedHashMap<>();
        for (Entry entry : entries) {
            switch (entry.body()) {
                case GroupCreated created -> GroupRow.of(created).mergeInto(groups);
                case GroupChanged changed -> GroupRow.of(changed).mergeInto(groups);
                default -> {
                }
            }
        }
        return List.of(GROUP.bind(UPSERT_GROUPS, List.copyOf(groups.values())),
                CHARTER.bind(UPSERT_CHARTERS, Batch.newest(entries, Charter.class)));
    }
}
