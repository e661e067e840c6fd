package org.meridian.membership.groups;

import static org.meridian.eventlog.event.Batch.LIST;

import java.util.List;
import org.meridian.eventlog.event.Batch;
import org.meridian.eventlog.event.Column;
import org.meridian.eventlog.event.Entry;
import org.meridian.eventlog.event.Write;
import org.meridian.events.membership.Charter;
import org.meridian.events.membership.GroupFounded;

/** Groups and their charters. A group can be shown once both are here. */
public final class GroupTable {

    private final String insertGroups;
    private final String upsertCharters;

    public GroupTable(String schema) {
        this.insertGroups = """
                INSERT INTO %s.founded_group SELECT * FROM unnest(?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"""
                .formatted(schema);
        this.upsertCharters = """
                INSERT INTO %s.charter AS c
                SELECT id, version, name, purpose, rules, %s, %s, search_text
                FROM unnest(?, ?, ?, ?, ?, ?, ?, ?)
                     AS n(id, version, name, purpose, rules, questions, approved_domains, search_text)
                ON CONFLICT (id) DO UPDATE
                  SET version = excluded.version, name = excluded.name, purpose = excluded.purpose,
                      rules = excluded.rules, questions = excluded.questions,
                      approved_domains = excluded.approved_domains, search_text = excluded.search_text
                  WHERE excluded.version > c.version"""
                .formatted(schema, LIST.formatted("questions"), LIST.formatted("approved_domains"));
    }

    public List<Write> on(List<Entry> entries) {
        return List.of(groups(Batch.newest(entries, GroupFounded.class)),
                charters(Batch.newest(entries, Charter.class)));
    }

    private Write groups(List<GroupFounded> groups) {
        return Write.of(insertGroups, Column.text(groups, GroupFounded::getId),
                Column.ints(groups, GroupFounded::getVersion), Column.instants(groups, GroupFounded::getOccurredAt),
                Column.text(groups, group -> group.getScope().name()),
                Column.text(groups, group -> group.getVisibility().name()),
                Column.text(groups, group -> group.getJoining().name()),
                Column.text(groups, group -> group.getMail().name()));
    }

    private Write charters(List<Charter> charters) {
        return Write.of(upsertCharters, Column.text(charters, Charter::getId),
                Column.ints(charters, Charter::getVersion), Column.text(charters, Charter::getName),
                Column.text(charters, Charter::getPurpose), Column.text(charters, Charter::getRules),
                Column.text(charters, charter -> Batch.list(charter.getQuestions())),
                Column.text(charters, charter -> Batch.list(charter.getApprovedDomains())),
                Column.text(charters, charter -> SearchText.of(charter.getName() + "\n" + charter.getPurpose())));
    }
}
