package org.meridian.notifications.digest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.meridian.notifications.digest.DigestDecider.Joined;
import org.meridian.notifications.digest.GroupWindow.Arrived;
import org.meridian.notifications.digest.Selection.Counted;

class DigestDeciderTest {

    private static final Predicate<Arrived> NONE_AT_ONCE = it -> false;
    private static final Instant JOINED = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant LATER = Instant.parse("2026-11-23T00:00:00Z");

    private final List<Arrived> arrived = new ArrayList<>();

    private void post(String id, String author) {
        add(id, id, author, null, false, LATER);
    }

    private void reply(String id, String thread, String author, String threadAuthor) {
        add(id, thread, author, threadAuthor, false, LATER);
    }

    private void add(String id, String thread, String author, @org.jspecify.annotations.Nullable String threadAuthor,
            boolean unanswered, Instant at) {
        arrived.add(new Arrived(arrived.size() + 1, id, thread, author, author.substring(0, 2), threadAuthor,
                unanswered, at));
    }

    private Selection select(int beyond, int history) {
        return DigestDecider.select("nz-me", "nz",
                List.of(new Joined(GroupWindow.of("uk-group", "Floods", arrived, beyond, history), JOINED,
                        NONE_AT_ONCE)));
    }

    private List<String> items() {
        return select(0, 0).items().stream().map(Selection.Listed::toString).toList();
    }

    @Test
    void listsRepliesToTheReaderFirstThenWhatMattersMostThenQuestionsThenOtherCountries() {
        post("quiet", "nz-ann");
        post("busy", "nz-ann");
        reply("r1", "busy", "nz-bob", "nz-ann");
        post("abroad", "nz-ann");
        reply("r2", "abroad", "uk-sam", "nz-ann");
        add("question", "question", "nz-ann", null, true, LATER);
        for (int i = 0; i < 5; i++) {
            reply("n" + i, "older" + i, "nz-bob", "nz-ann");
            reply("m" + i, "older" + i, "nz-cat", "nz-ann");
        }
        post("foreign", "uk-sam");
        reply("mine", "my-thread", "uk-sam", "nz-me");
        reply("newer", "my-thread", "nz-bob", "nz-me");

        // Two replies by two people (6) come before one of another country (6, but older), one reply (3) and none.
        assertThat(items()).containsExactly("REPLIES:newer", "REPLIES:mine", "THREADS:m4", "THREADS:m3", "THREADS:m2",
                "THREADS:m1", "THREADS:m0", "QUESTIONS:question", "ELSEWHERE:r2", "ELSEWHERE:foreign");
        assertThat(select(0, 0).counted().groups()).containsExactly(new Counted.Group("uk-group", 3, 0));
    }

    @Test
    void listsNothingThatIsTheReadersOwnOrOlderThanTheirMembership() {
        post("mine", "nz-me");
        add("old", "old", "uk-sam", null, false, JOINED.minusSeconds(1));
        reply("r", "old", "nz-ann", "uk-sam");
        reply("to-myself", "mine", "nz-me", "nz-me");

        assertThat(items()).containsExactly("THREADS:r");
        assertThat(select(0, 0).counted().groups()).containsExactly(new Counted.Group("uk-group", 0, 1));
    }

    @Test
    void whoIsBlockedCountsForNothing() {
        post("kept", "uk-sam");
        reply("a", "kept", "uk-ann", "uk-sam");
        reply("b", "kept", "au-mal", "uk-sam");

        var window = GroupWindow.of("uk-group", "Floods", arrived, 2, 1);
        var without = window.without(it -> it.author().equals("au-mal"));

        assertThat(without.threads()).singleElement().satisfies(thread -> assertThat(
                List.of(thread.replies(), thread.people(), thread.countries())).containsExactly(1, 1, 1));
        assertThat(without.arrived()).extracting(Arrived::id).containsExactly("kept", "a");
        assertThat(window.without(it -> it.author().equals("us-nobody"))).isSameAs(window);
    }

    @Test
    void countsWhatCameWithACountrysFirstSynchronisationOrIsTooMuchToLookAt() {
        Selection selection = select(7, 40);

        assertThat(selection.items()).isEmpty();
        assertThat(selection.counted().groups()).containsExactly(new Counted.Group("uk-group", 7, 40));
        assertThat(selection.isEmpty()).isFalse();
    }

    @Test
    void saysNothingOfGroupsInWhichNothingArrived() {
        assertThat(select(0, 0).isEmpty()).isTrue();
        assertThat(select(0, 0).hash()).isEqualTo(Selection.NOTHING.hash());
    }

    @Test
    void takesLessOfEachGroupWhereThereAreManySoThatNoneIsPushedOutByItsName() {
        List<Joined> groups = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            arrived.clear();
            for (int j = 0; j < 10; j++) {
                post("p" + i + "-" + j, "uk-sam");
            }
            groups.add(new Joined(GroupWindow.of("uk-" + i, "G" + i, arrived, 0, 0), JOINED, NONE_AT_ONCE));
        }

        Selection selection = DigestDecider.select("nz-me", "nz", groups);

        assertThat(selection.items()).hasSize(40);
        assertThat(selection.counted().groups()).hasSize(20).allMatch(it -> it.more() == 8);
    }

    @Test
    void comesToTheSameInAnyOrderOfGroups() {
        post("a", "uk-sam");
        Joined floods = new Joined(GroupWindow.of("uk-2", "Floods", arrived, 0, 0), JOINED, NONE_AT_ONCE);
        arrived.clear();
        post("b", "uk-sam");
        Joined droughts = new Joined(GroupWindow.of("uk-1", "Droughts", arrived, 0, 0), JOINED, NONE_AT_ONCE);

        Selection one = DigestDecider.select("nz-me", "nz", List.of(floods, droughts));

        assertThat(one).isEqualTo(DigestDecider.select("nz-me", "nz", List.of(droughts, floods)));
        assertThat(one.spaced()).isEqualTo("THREADS:b THREADS:a");
    }
}
