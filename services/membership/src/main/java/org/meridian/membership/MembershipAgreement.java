package org.meridian.membership;

import java.util.List;
import org.meridian.eventlog.Agreement;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Each shared group, its charter and its memberships: all the group's home's. */
final class MembershipAgreement implements Agreement {

    private final JdbcClient jdbc;
    private final String select;

    MembershipAgreement(JdbcClient jdbc, String schema) {
        this.jdbc = jdbc;
        // A group's facts and its memberships' are all its home's; a member's own facts belong to no group.
        this.select = """
                WITH shared AS (SELECT id FROM %1$s.founded_group WHERE scope = 'INTERNATIONAL'),
                     line AS (
                       SELECT g.id AS group_id, a.id AS id, a.version AS facts,
                              a.id || ' ' || a.event_ids::text AS text
                       FROM shared g JOIN %1$s.aggregate a ON a.id = g.id
                       UNION ALL
                       SELECT g.id, a.id, a.version, a.id || ' ' || a.event_ids::text
                       FROM shared g JOIN %1$s.membership m ON m.group_id = g.id JOIN %1$s.aggregate a ON a.id = m.id
                       UNION ALL
                       SELECT g.id, c.id, 0, c.id || ' words ' || c.version
                       FROM shared g JOIN %1$s.charter c ON c.id = g.id)
                SELECT group_id, split_part(group_id, '-', 1) AS home, sum(facts) AS facts,
                       encode(sha256(convert_to(string_agg(text, E'\\n' ORDER BY text COLLATE "C"), 'UTF8')), 'hex')
                         AS fingerprint
                FROM line GROUP BY group_id ORDER BY group_id COLLATE "C\"""".formatted(schema);
    }

    @Override
    public List<GroupFacts> groups() {
        return jdbc.sql(select).query((row, i) -> new GroupFacts(row.getString("group_id"), row.getString("home"),
                row.getLong("facts"), row.getString("fingerprint"))).list();
    }
}
