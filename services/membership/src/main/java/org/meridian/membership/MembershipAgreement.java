package org.meridian.membership;

import java.util.List;
import org.meridian.eventlog.Agreement;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Each shared group, its memberships and its charter, all of them its home's. */
final class MembershipAgreement implements Agreement {

    private final JdbcClient jdbc;
    private final String schema;
    private final String select;

    MembershipAgreement(JdbcClient jdbc, String schema) {
        this.jdbc = jdbc;
        this.schema = schema;
        this.select = """
                WITH part AS (
                  SELECT g.id AS group_id, g.id AS aggregate_id FROM %1$s.known_group g
                  UNION ALL
                  SELECT m.group_id, m.id FROM %1$s.membership m)
                SELECT part.group_id, split_part(part.group_id, '-', 1) AS home, sum(a.version) AS facts,
                       encode(sha256(convert_to(string_agg(
                         concat_ws(' ', a.id, a.event_ids::text, c.version), ',' ORDER BY a.id COLLATE "C"), 'UTF8')),
                         'hex') AS fingerprint
                FROM part
                JOIN %1$s.aggregate a ON a.id = part.aggregate_id
                JOIN %1$s.known_group g ON g.id = part.group_id AND g.scope = 'INTERNATIONAL'
                LEFT JOIN %1$s.charter c ON c.id = part.aggregate_id
                GROUP BY 1, 2""".formatted(schema);
    }

    @Override
    public String service() {
        return schema;
    }

    @Override
    public List<GroupFacts> groups() {
        return jdbc.sql(select).query((row, i) -> new GroupFacts(row.getString("group_id"), row.getString("home"),
                row.getLong("facts"), row.getString("fingerprint"))).list();
    }
}
