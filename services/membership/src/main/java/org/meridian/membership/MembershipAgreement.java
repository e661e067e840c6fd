package org.meridian.membership;

import java.util.List;
import org.meridian.eventlog.Agreement;
import org.meridian.eventlog.database.Database;
import org.meridian.membership.qualifier.OfMembership;
import org.springframework.stereotype.Component;

/** Each shared group, its memberships and its charter, all of them its home's. */
@Component
final class MembershipAgreement implements Agreement {

    private static final String SELECT = """
        WITH part AS (
          SELECT g.id AS group_id, g.id AS aggregate_id FROM known_group g
          UNION ALL
          SELECT m.group_id, m.id FROM membership m)
        SELECT part.group_id, split_part(part.group_id, '-', 1) AS home, sum(a.version) AS facts,
               encode(sha256(convert_to(string_agg(
                 concat_ws(' ', a.id, a.event_ids::text, c.version), ',' ORDER BY a.id COLLATE "C"), 'UTF8')),
                 'hex') AS fingerprint
        FROM part
        JOIN aggregate a ON a.id = part.aggregate_id
        JOIN known_group g ON g.id = part.group_id AND g.scope = 'INTERNATIONAL'
        LEFT JOIN charter c ON c.id = part.aggregate_id
        GROUP BY 1, 2""";

    private final Database database;

    MembershipAgreement(@OfMembership Database database) {
        this.database = database;
    }

    @Override
    public String service() {
        return database.service();
    }

    @Override
    public List<GroupFacts> groups() {
        return database.client().sql(SELECT)
                .query((row, i) -> new GroupFacts(row.getString("group_id"), row.getString("home"),
                        row.getLong("facts"), row.getString("fingerprint")))
                .list();
    }
}
