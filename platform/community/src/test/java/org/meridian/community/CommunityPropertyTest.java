package org.meridian.community;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meridian.community.Story.GROUP;
import static org.meridian.testing.TestIds.id;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import org.meridian.eventlog.database.Database;
import org.meridian.eventlog.event.Entry;
import org.meridian.eventlog.event.Entry.Fact;
import org.meridian.events.membership.Role;
import org.meridian.events.membership.Scope;
import org.meridian.events.membership.Visibility;
import org.meridian.events.posts.AnswerChosen;
import org.meridian.schemas.Topics;
import org.meridian.testing.PostFacts;
import org.meridian.testing.Shuffles;
import org.springframework.jdbc.core.JdbcTemplate;

/** Whatever the order and the batches in which records of several aggregates come, the rows are the same. */
class CommunityPropertyTest {

    private static final Database DATABASE = Story.database();
    private static final JdbcTemplate JDBC = DATABASE.jdbc();

    @AfterContainer
    static void close() {
        DATABASE.close();
    }

    @Property(tries = 60)
    void anyOrderEndsInTheSameRows(@ForAll long seed, @ForAll @IntRange(min = 1, max = 8) int batchSize) {
        List<Entry> entries = story();
        List<String> oneByOne = rowsAfter(entries, 1);

        // The event log hands on an aggregate's facts by version; everything else may come first.
        Shuffles.keepingOrder(entries, Fact.class::isInstance, Entry::id, new Random(seed));

        assertThat(rowsAfter(entries, batchSize)).isEqualTo(oneByOne);
    }

    private static List<String> rowsAfter(List<Entry> entries, int batchSize) {
        Story.empty(JDBC);
        for (int from = 0; from < entries.size(); from += batchSize) {
            Story.apply(JDBC, entries.subList(from, Math.min(from + batchSize, entries.size())));
        }
        List<String> all = new ArrayList<>();
        for (String table : Community.tables()) {
            List<String> rows = JDBC.query("SELECT t::text FROM %s t ORDER BY 1".formatted(table),
                    (row, i) -> String.valueOf(row.getString(1)));
            assertThat(rows).as(table).isNotEmpty();
            all.addAll(rows);
        }
        return all;
    }

    /** Members come, change their roles, go and come again, in a group that changes its name. */
    private static List<Entry> story() {
        List<Entry> entries = new ArrayList<>();
        entries.add(Story.created(GROUP, Scope.INTERNATIONAL, Visibility.LISTED));
        entries.add(Story.changed(GROUP, 2, Visibility.SECRET));
        entries.add(Story.changed(GROUP, 3, Visibility.UNLISTED));
        for (int i = 1; i <= 4; i++) {
            String member = id("nz-member" + i);
            entries.add(Story.granted(member, 1, Role.OBSERVER));
            entries.add(Story.granted(member, 2, Role.MEMBER));
            entries.add(Story.leaving(member, 2));
            entries.add(Story.ended(member, 3));
            String request = id("nz-request" + i);
            entries.add(Story.asked(member, request, 4));
            if (i > 1) {
                entries.add(Story.answered(member, 4, request));
            } else {
                entries.add(Story.refused(member, request));
            }
            entries.add(Story.asked(member, id("nz-second request" + i), 8));
            entries.add(Story.withdrawn(member, id("nz-second request" + i)));
            if (i > 2) {
                entries.add(Story.granted(member, 5, Role.MODERATOR));
            }
            if (i > 3) {
                entries.add(Story.ended(member, 6));
                entries.add(Story.granted(member, 7, Role.OWNER));
            }
            entries.add(Story.profile(member, 1));
            entries.add(Story.profile(member, 2));
            entries.add(Story.blocks(member, 1, GROUP));
            entries.add(Story.blocks(member, 2, member));
            entries.add(Story.charter(GROUP, i));
            entries.add(Entry.of(Topics.SHARED_POSTS, PostFacts.removed(id("nz-post" + i), GROUP, member)));
            for (int version = 1; version <= 2; version++) {
                entries.add(Entry.of(Topics.SHARED_POSTS, AnswerChosen
                        .newBuilder(PostFacts.chosen(id("nz-post" + i), version == 1 ? id("nz-reply" + i) : null,
                                GROUP, member, Instant.EPOCH.plusSeconds(version)))
                        .setVersion(version).build()));
            }
        }
        return entries;
    }
}
