package org.meridian.membership.groups;

import static org.meridian.eventlog.event.Batch.LIST;

import java.util.List;
import org.meridian.eventlog.event.ArrayParameter;
import org.meridian.eventlog.event.Batch;
import org.meridian.eventlog.event.BulkStatement;
import org.meridian.eventlog.event.Entry;
import org.meridian.events.membership.Charter;
import org.meridian.events.membership.GroupCreated;

/** Groups and their charters. A group can be shown once both are here. */
public final class GroupTable {

    private final String insertGroups;
    private final String upsertCharters;

    public GroupTable(String schema) {
        this.insertGroups = """
                INSERT INTO %s.known_group SELECT * FROM unnest(?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"""
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

    public List<BulkStatement> on(List<Entry> entries) {
        return List.of(groups(Batch.newest(entries, GroupCreated.class)),
                charters(Batch.newest(entries, Charter.class)));
    }

    private BulkStatement groups(List<GroupCreated> groups) {
        return BulkStatement.of(insertGroups, ArrayParameter.text(groups, GroupCreated::getId),
                ArrayParameter.ints(groups, GroupCreated::getVersion),
                ArrayParameter.instants(groups, GroupCreated::getOccurredAt),
                ArrayParameter.text(groups, group -> group.getScope().name()),
                ArrayParameter.text(groups, group -> group.getVisibility().name()),
                ArrayParameter.text(groups, group -> group.getJoining().name()),
                ArrayParameter.text(groups, group -> group.getMail().name()));
    }

    private BulkStatement charters(List<Charter> charters) {
        return BulkStatement.of(upsertCharters, ArrayParameter.text(charters, Charter::getId),
                ArrayParameter.ints(charters, Charter::getVersion), ArrayParameter.text(charters, Charter::getName),
                ArrayParameter.text(charters, Charter::getPurpose), ArrayParameter.text(charters, Charter::getRules),
                ArrayParameter.text(charters, charter -> Batch.list(charter.getQuestions())),
                ArrayParameter.text(charters, charter -> Batch.list(charter.getApprovedDomains())),
                ArrayParameter.text(charters,
                        charter -> SearchText.of(charter.getName() + "\n" + charter.getPurpose())));
    }
}
