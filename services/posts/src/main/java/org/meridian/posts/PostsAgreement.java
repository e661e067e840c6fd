package org.meridian.posts;

import java.util.List;
import org.meridian.eventlog.Agreement;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The posts and replies of each shared group, by the country that wrote them. */
final class PostsAgreement implements Agreement {

    private final JdbcClient jdbc;
    private final String schema;
    private final String select;

    PostsAgreement(JdbcClient jdbc, String schema) {
        this.jdbc = jdbc;
        this.schema = schema;
        this.select = """
                SELECT p.group_id, split_part(p.id, '-', 1) AS home, sum(a.version) AS facts,
                       encode(sha256(convert_to(string_agg(
                         concat_ws(' ', a.id, a.event_ids::text, p.content_version), ',' ORDER BY a.id COLLATE "C"), 'UTF8')),
                         'hex') AS fingerprint
                FROM %1$s.post p
                JOIN %1$s.aggregate a ON a.id = p.id
                JOIN %1$s.known_group g ON g.id = p.group_id AND NOT g.domestic
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
