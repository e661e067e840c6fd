package org.meridian.posts.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meridian.testing.Waiting.eventually;

import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.meridian.eventlog.database.Database;
import org.meridian.eventlog.event.ReadModel;
import org.meridian.eventlog.projection.ShadowCopy;
import org.meridian.eventlog.serde.Codec;
import org.meridian.eventlog.serde.PeerSchemas;
import org.meridian.posts.PostsService;
import org.meridian.schemas.Ids;
import org.meridian.schemas.SchemaLock;
import org.meridian.testing.MembershipFacts;
import org.meridian.testing.Shared;
import org.springframework.jdbc.core.JdbcTemplate;

/** The log alone makes the rows that are in use, in a schema beside theirs. */
class ShadowPostsTest {

    private static final ShadowPosts SHADOW = new ShadowPosts();
    private static final String SCHEMA = "posts_shadow";

    private final PostsService uk;

    ShadowPostsTest(@Shared PostsService uk) {
        this.uk = uk;
    }

    @Test
    void theRowsAreTheSame() {
        String ada = Ids.create("uk");
        uk.arrives("shared.profiles", MembershipFacts.profile(ada, 1, "Ada"));
        String group = uk.international(ada);
        uk.publish(ada, group, "{\"kind\":\"update\",\"body\":\"b\",\"tags\":[\"a\"]}");
        String withdrawn = uk.publish(ada, group, "{\"kind\":\"update\",\"body\":\"b\"}");
        uk.delete(ada, "/api/posts/" + withdrawn).expectStatus().isNoContent();
        eventually(() -> uk.log().isSettled(), settled -> settled);

        try (Database shadow = Database.shadow("posts", SCHEMA, uk.database.pool(SCHEMA, 2), SHADOW.libraries())) {
            shadow.start();
            ReadModel rows = SHADOW.in(shadow, "uk", Clock.systemUTC());
            try (var copy = new ShadowCopy(shadow, "uk", Set.of("nz"), SHADOW.topics(), rows,
                    new Codec(SchemaLock.onClassPath(), new PeerSchemas()), new HashMap<>(uk.kafka.kafkaClient()),
                    Clock.systemUTC())) {
                copy.catchUp();
            }
            assertThat(rowsOf(shadow.jdbc(), rows)).isEqualTo(rowsOf(uk.rows(), rows)).containsKeys("post", "profile");
        }
    }

    private static Map<String, List<String>> rowsOf(JdbcTemplate jdbc, ReadModel rows) {
        Map<String, List<String>> found = new HashMap<>();
        for (String table : rows.tables().stream().filter(it -> !SHADOW.queues().contains(it)).toList()) {
            found.put(table, jdbc.query("SELECT t::text FROM %s t ORDER BY 1".formatted(table),
                    (row, i) -> String.valueOf(row.getString(1))));
        }
        return found;
    }
}
