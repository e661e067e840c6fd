package org.meridian.notifications.digest;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.meridian.notifications.digest.DigestDecider.Joined;
import org.meridian.notifications.digest.GroupWindow.Arrived;
import org.meridian.notifications.digest.Selection.Counted;
import org.meridian.notifications.digest.Selection.Listed;

class DigestDeciderPropertyTest {

    private static final String ME = "nz-0";
    private static final Instant JOINED = Instant.parse("2026-01-01T00:00:00Z");

    @Property(tries = 300)
    void everyArrivalIsListedOnceOrStoodForOrCounted(@ForAll long seed, @ForAll @IntRange(min = 0, max = 30) int groups,
            @ForAll @IntRange(min = 0, max = 60) int most) {
        List<Joined> joined = joined(new Random(seed), groups, most);
        Map<String, Arrived> arrived = joined.stream().flatMap(it -> it.window().arrived().stream())
                .collect(Collectors.toMap(Arrived::id, it -> it));

        Selection selection = DigestDecider.select(ME, "nz", joined);

        List<String> items = selection.items().stream().map(Listed::itemId).toList();
        assertThat(items).doesNotHaveDuplicates().hasSizeLessThanOrEqualTo(DigestDecider.MAX_ITEMS)
                .allSatisfy(id -> assertThat(arrived.get(id)).isNotNull()
                        .matches(it -> !it.author().equals(ME), "is not the reader's")
                        .matches(it -> !it.writtenAt().isBefore(JOINED), "is not older than the membership")
                        .matches(it -> !isAtOnce(it), "is not mailed at once"));
        List<Boolean> others = selection.items().stream().map(it -> it.section() != Section.REPLIES).toList();
        assertThat(others).isSorted();

        Set<String> threads = new HashSet<>();
        selection.items().stream().filter(it -> it.section() != Section.REPLIES)
                .forEach(it -> threads.add(requireNonNull(arrived.get(it.itemId())).threadId()));
        for (Joined group : joined) {
            long notTold = count(group, it -> !isTold(it));
            long listed = count(group, it -> items.contains(it.id()));
            long earlier = count(group, it -> isOld(it) && isTold(it));
            long stoodFor = count(group, it -> threads.contains(it.threadId()) && !items.contains(it.id()) && !isOld(it)
                    && isTold(it));
            Counted.Group counted = selection.counted().groups().stream()
                    .filter(it -> it.groupId().equals(group.window().groupId())).findFirst()
                    .orElse(new Counted.Group(group.window().groupId(), 0, 0));
            assertThat(counted.earlier()).isEqualTo(earlier + group.window().history());
            assertThat(counted.more() + notTold + listed + earlier + stoodFor)
                    .isEqualTo(group.window().arrived().size() + group.window().beyond());
        }
    }

    @Property(tries = 100)
    void theOrderInWhichGroupsAreReadDoesNotMatterAndWhatIsStoredIsReadAgain(@ForAll long seed,
            @ForAll @IntRange(min = 0, max = 12) int groups) {
        List<Joined> joined = joined(new Random(seed), groups, 30);
        Selection selection = DigestDecider.select(ME, "nz", joined);
        Collections.shuffle(joined, new Random(seed + 1));

        assertThat(DigestDecider.select(ME, "nz", joined)).isEqualTo(selection);
        assertThat(DigestDecider.select(ME, "nz", joined).hash()).isEqualTo(selection.hash());
        assertThat(Counted.parse(selection.counted().json())).isEqualTo(selection.counted());
        assertThat(Selection.items(selection.spaced().isEmpty() ? new String[0] : selection.spaced().split(" ")))
                .isEqualTo(selection.items());
    }

    private interface Condition {
        boolean holds(Arrived it);
    }

    private static long count(Joined group, Condition condition) {
        return group.window().arrived().stream().filter(condition::holds).count();
    }

    private static boolean isAtOnce(Arrived it) {
        return it.position() % 7 == 0;
    }

    private static boolean isTold(Arrived it) {
        return !it.author().equals(ME) && !isAtOnce(it);
    }

    private static boolean isOld(Arrived it) {
        return it.writtenAt().isBefore(JOINED);
    }

    /** Some threads begin in the window and some before it; some of either are the reader's. */
    private static List<Joined> joined(Random random, int groups, int most) {
        List<Joined> joined = new ArrayList<>();
        long position = 0;
        for (int g = 0; g < groups; g++) {
            List<Arrived> arrived = new ArrayList<>();
            int size = most == 0 ? 0 : random.nextInt(most);
            for (int i = 0; i < size; i++) {
                int thread = random.nextInt(i + 1);
                boolean first = thread == i;
                String id = "i" + g + "-" + i;
                String author = author(random.nextInt(6));
                boolean unanswered = first && random.nextInt(4) == 0;
                String threadId = first ? id : "i" + g + "-" + thread;
                String threadAuthor = first ? null : threadAuthor(arrived, thread);
                arrived.add(new Arrived(++position, id, first ? id : root(arrived, threadId), author,
                        author.substring(0, 2), threadAuthor, unanswered,
                        random.nextInt(8) == 0 ? JOINED.minusSeconds(5) : JOINED.plusSeconds(i)));
            }
            joined.add(new Joined(GroupWindow.of("uk-" + g, "Group " + random.nextInt(5), arrived, random.nextInt(3),
                    random.nextInt(3)), JOINED, DigestDeciderPropertyTest::isAtOnce));
        }
        return joined;
    }

    private static String author(int number) {
        return (number % 2 == 0 ? "nz-" : "uk-") + number;
    }

    private static String root(List<Arrived> arrived, String id) {
        return arrived.stream().filter(it -> it.id().equals(id)).findFirst().map(Arrived::threadId).orElse(id);
    }

    private static String threadAuthor(List<Arrived> arrived, int index) {
        Arrived it = arrived.get(index);
        String author = it.isReply() ? it.threadAuthor() : it.author();
        return author == null ? author(0) : author;
    }
}
