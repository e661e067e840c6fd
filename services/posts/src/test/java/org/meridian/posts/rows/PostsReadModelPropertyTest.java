package org.meridian.posts.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meridian.testing.TestIds.id;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.meridian.community.Community;
import org.meridian.eventlog.database.Database;
import org.meridian.eventlog.event.Entry;
import org.meridian.eventlog.event.Entry.Fact;
import org.meridian.eventlog.event.ReadModel;
import org.meridian.events.membership.EndReason;
import org.meridian.events.membership.Role;
import org.meridian.events.posts.EarlierText;
import org.meridian.events.posts.Kind;
import org.meridian.events.posts.PostContent;
import org.meridian.testing.MembershipFacts;
import org.meridian.testing.PostFacts;
import org.meridian.testing.RealServers;
import org.meridian.testing.Shuffles;
import org.springframework.jdbc.core.JdbcTemplate;

/** Whatever the order and the batches in which facts and content of several aggregates come, the rows are the same. */
class PostsReadModelPropertyTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final String GROUP = id("uk-group");

    private static final Database DATABASE = new Database("posts", RealServers.database().pool("posts", 2),
            Community.TABLES);
    private static final JdbcTemplate JDBC = DATABASE.jdbc();
    private static final ReadModel ROWS = new ShadowPosts().in(DATABASE, "uk", Clock.systemUTC());

    @BeforeContainer
    static void migrate() {
        DATABASE.start();
    }

    @AfterContainer
    static void close() {
        DATABASE.close();
    }

    @Property(tries = 60)
    void anyOrderEndsInTheSameRows(@ForAll long seed, @ForAll @IntRange(min = 1, max = 6) int batchSize) {
        List<Entry> entries = story();
        List<Map<String, Object>> inOrder = rowsAfter(entries, entries.size());

        // The event log hands on an aggregate's facts by version; everything else may come first.
        Shuffles.keepingOrder(entries, Fact.class::isInstance, Entry::id, new Random(seed));

        assertThat(rowsAfter(entries, batchSize)).isEqualTo(inOrder);
    }

    private static List<Map<String, Object>> rowsAfter(List<Entry> entries, int batchSize) {
        JDBC.execute("TRUNCATE " + String.join(", ", ROWS.tables()));
        for (int from = 0; from < entries.size(); from += batchSize) {
            ROWS.on(entries.subList(from, Math.min(from + batchSize, entries.size())))
                    .forEach(write -> write.run(JDBC));
        }
        List<Map<String, Object>> all = new ArrayList<>();
        for (String table : ROWS.tables()) {
            all.addAll(JDBC.queryForList("SELECT t::text FROM %s t ORDER BY 1".formatted(table)));
        }
        assertThat(all).isNotEmpty();
        return all;
    }

    /** Posts with replies and edits of their content, some withdrawn, by members who come and go. */
    private static List<Entry> story() {
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            String author = id("nz-author" + i);
            String post = id("nz-post" + i);
            String reply = id("nz-reply" + i);
            entries.add(Entry.of("shared.membership", MembershipFacts.granted(GROUP, author, 1, Role.MEMBER)));
            entries.add(Entry.of("shared.membership", MembershipFacts.ended(GROUP, author, 2, EndReason.LEFT)));
            entries.add(Entry.of("shared.posts",
                    PostFacts.published(post, GROUP, author, Kind.UPDATE, NOW.plusSeconds(i))));
            entries.add(Entry.of("shared.posts",
                    PostFacts.replied(reply, post, GROUP, author, NOW.plusSeconds(60 + i))));
            for (int version = 1; version <= 3; version++) {
                entries.add(Entry.of("shared.profiles", MembershipFacts.profile(author, version, "name " + version)));
                entries.add(Entry.of("shared.content", content(post, version)));
            }
            entries.add(Entry.of("shared.content", content(reply, 1)));
            entries.add(Entry.of("shared.content", content(reply, 2)));
            entries.add(Entry.of("shared.posts", PostFacts.edited(reply, GROUP, author, NOW.plusSeconds(70))));
            if (i % 3 == 0) {
                entries.add(Entry.of("shared.posts", PostFacts.removed(reply, GROUP, author)));
            }
            if (i % 2 == 0) {
                entries.add(Entry.of("shared.posts",
                        PostFacts.withdrawn(post, GROUP, author, NOW.plusSeconds(90))));
            }
        }
        return entries;
    }

    private static PostContent content(String id, int version) {
        return PostContent.newBuilder(PostFacts.content(id, "title " + version, "body " + version)).setVersion(version)
                .setTags(List.of("a", "b" + version)).setJurisdiction(version == 2 ? null : "Wales")
                .setEditedAt(version == 1 ? null : NOW.plusSeconds(version))
                .setEarlier(version == 1
                        ? List.of()
                        : List.of(EarlierText.newBuilder().setVersion(version - 1).setWrittenAt(NOW).setBody("body")
                                .build()))
                .build();
    }
}
