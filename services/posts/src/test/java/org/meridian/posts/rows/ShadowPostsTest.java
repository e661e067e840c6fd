package org.meridian.posts.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meridian.testing.Waiting.eventually;

import java.time.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
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
import org.springframework.util.StringUtils;

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
            Set<String> copied = rowsOf(shadow.jdbc(), rows);
            Set<String> there = rowsOf(uk.rows(), rows);
            assertThat(differences(there, copied)).as("rows that are not copied").isEmpty();
            assertThat(differences(copied, there)).as("copied rows that are not there").isEmpty();
            assertThat(there).anyMatch(it -> it.startsWith("post ")).anyMatch(it -> it.startsWith("profile "));
        }
    }

    /** Of a whole table that is not the same a report would be too long to be read. */
    private static List<String> differences(Set<String> all, Set<String> without) {
        return all.stream().filter(it -> !without.contains(it)).limit(10).map(it -> StringUtils.truncate(it, 400))
                .toList();
    }

    private static Set<String> rowsOf(JdbcTemplate jdbc, ReadModel rows) {
        Set<String> found = new HashSet<>();
        for (String table : rows.tables().stream().filter(it -> !SHADOW.queues().contains(it)).toList()) {
            found.addAll(jdbc.query("SELECT t::text FROM %s t".formatted(table),
                    (row, i) -> table + " " + row.getString(1)));
        }
        return found;
    }
}
