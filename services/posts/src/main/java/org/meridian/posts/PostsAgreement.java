package org.meridian.posts;

import java.util.List;
import org.meridian.eventlog.Agreement;
import org.meridian.eventlog.database.Database;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The posts and replies of each shared group, by the country that wrote them; their standing, by the group's own; which replies answer
 * questions, by that of whoever says so. */
@Component
final class PostsAgreement implements Agreement {

    private static final String SELECT = """
            SELECT p.group_id, split_part(p.id, '-', 1) AS home, sum(a.version) AS facts,
                   encode(sha256(convert_to(string_agg(
                     concat_ws(' ', a.id, a.event_ids::text, p.content_version), ',' ORDER BY a.id COLLATE "C"), 'UTF8')),
                     'hex') AS fingerprint
            FROM (SELECT id, group_id, content_version FROM post
                  UNION ALL SELECT id, group_id, NULL FROM standing
                  UNION ALL SELECT id, group_id, NULL FROM answer_choice) p
            JOIN aggregate a ON a.id = p.id
            JOIN known_group g ON g.id = p.group_id AND NOT g.domestic
            GROUP BY 1, 2""";

    private final JdbcClient jdbc;

    PostsAgreement(@Posts Database database) {
        this.jdbc = database.client();
    }

    @Override
    public String service() {
        return PostsConfiguration.SERVICE;
    }

    @Override
    public List<GroupFacts> groups() {
        return jdbc.sql(SELECT).query((row, i) -> new GroupFacts(row.getString("group_id"), row.getString("home"),
                row.getLong("facts"), row.getString("fingerprint"))).list();
    }
}
