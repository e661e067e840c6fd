package org.meridian.posts.ruling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meridian.testing.Waiting.eventually;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.meridian.events.membership.EndReason;
import org.meridian.events.membership.GroupChanged;
import org.meridian.events.membership.GroupState;
import org.meridian.events.membership.Joining;
import org.meridian.events.membership.MailContent;
import org.meridian.events.membership.MembershipEnded;
import org.meridian.events.membership.MembershipGranted;
import org.meridian.events.membership.Role;
import org.meridian.events.membership.Scope;
import org.meridian.events.membership.Visibility;
import org.meridian.events.posts.Kind;
import org.meridian.posts.PostsService;
import org.meridian.schemas.Ids;
import org.meridian.testing.MembershipFacts;
import org.meridian.testing.PostFacts;
import org.meridian.testing.Shared;

class RulingTest {

    /** Things happen a second apart from here. */
    private static final Instant BEGIN = Instant.now().minus(Duration.ofHours(1));

    private final PostsService uk;
    private final String ada = Ids.create("uk");
    private final String ngaio = Ids.create("nz");

    private record Sent(String topic, SpecificRecord body) {}

    RulingTest(@Shared PostsService uk) {
        this.uk = uk;
    }

    private static Instant at(int second) {
        return BEGIN.plusSeconds(second);
    }

    private MembershipGranted granted(String group, int version, Role role, int second) {
        return MembershipGranted.newBuilder(MembershipFacts.granted(group, ngaio, version, role))
                .setOccurredAt(at(second)).build();
    }

    private MembershipEnded ended(String group, int version, int second) {
        return MembershipEnded.newBuilder(MembershipFacts.ended(group, ngaio, version, EndReason.REMOVED))
                .setOccurredAt(at(second)).build();
    }

    private GroupChanged state(String group, int version, GroupState state, int second) {
        return new GroupChanged(UUID.randomUUID(), group, version, at(second), ada, Scope.INTERNATIONAL,
                Visibility.LISTED, Joining.OPEN, MailContent.FULL, state);
    }

    /** A post and its text, as they come from New Zealand. */
    private String writes(List<Sent> sent, String group, int second) {
        String post = Ids.create("nz");
        sent.add(new Sent("nz.shared.posts", PostFacts.published(post, group, ngaio, Kind.DISCUSSION, at(second))));
        sent.add(new Sent("nz.shared.content", PostFacts.content(post, "On it", "Second " + second)));
        return post;
    }

    private boolean shows(String post) {
        return uk.get(ada, "/api/posts/" + post).returnResult(Void.class).getStatus().value() == 200;
    }

    private List<String> rulings(String group) {
        return uk.rows().query(
                "SELECT post_id || ' ' || cause FROM standing WHERE group_id = ? AND standing = 'REMOVED' ORDER BY 1",
                (row, i) -> String.valueOf(row.getString(1)), group);
    }

    private void settles() {
        eventually(() -> uk.log().isSettled()
                && Integer.valueOf(0).equals(
                        uk.rows().queryForObject("SELECT count(*) FROM awaits_ruling", Integer.class)),
                done -> done);
    }

    @Test
    void theRulingsAreTheSameInWhateverOrderTheFactsCome() {
        for (int round = 0; round < 4; round++) {
            String group = uk.international(ada);
            List<Sent> sent = new ArrayList<>();
            String member = writes(sent, group, 10);
            String removed = writes(sent, group, 30);
            String again = writes(sent, group, 50);
            String closed = writes(sent, group, 70);
            String open = writes(sent, group, 90);
            List<Sent> own = List.of(new Sent("shared.membership", granted(group, 1, Role.MEMBER, 0)),
                    new Sent("shared.membership", ended(group, 2, 20)),
                    new Sent("shared.membership", granted(group, 3, Role.MEMBER, 40)),
                    new Sent("shared.membership", state(group, 2, GroupState.CLOSED, 60)),
                    new Sent("shared.membership", state(group, 3, GroupState.OPEN, 80)));
            Collections.shuffle(sent, new Random(round));
            if (round % 2 == 0) {
                own.forEach(it -> uk.arrives(it.topic(), it.body()));
                settles();
            }
            sent.forEach(it -> uk.arrives(it.topic(), it.body()));
            if (round % 2 == 1) {
                settles();
                own.forEach(it -> uk.arrives(it.topic(), it.body()));
            }

            Set<String> ruled = Set.of(removed + " MEMBERSHIP", closed + " CLOSED");
            eventually(() -> Set.copyOf(rulings(group)), it -> it.equals(ruled));
            settles();
            assertThat(rulings(group)).hasSize(2).containsAll(ruled);
            for (String post : List.of(member, again, open)) {
                eventually(() -> shows(post), it -> it);
            }
            assertThat(shows(removed)).isFalse();
            assertThat(shows(closed)).isFalse();
        }
    }

    @Test
    void whoWasMadeAnObserverMeanwhileHasWrittenTooLate() {
        String group = uk.international(ada);
        uk.arrives("shared.membership", granted(group, 1, Role.MEMBER, 0));
        uk.arrives("shared.membership", granted(group, 2, Role.OBSERVER, 20));
        List<Sent> sent = new ArrayList<>();
        String late = writes(sent, group, 30);
        sent.forEach(it -> uk.arrives(it.topic(), it.body()));

        eventually(() -> rulings(group), it -> it.equals(List.of(late + " MEMBERSHIP")));
    }

    @Test
    void ofAPostThatIsTakenOutIsReadThatItWasThereAsLongAsItHasReplies() {
        String group = uk.international(ada);
        uk.arrives("shared.membership", granted(group, 1, Role.MEMBER, 0));
        List<Sent> sent = new ArrayList<>();
        String late = writes(sent, group, 30);
        sent.forEach(it -> uk.arrives(it.topic(), it.body()));
        eventually(() -> shows(late), it -> it);
        uk.post(ada, "/api/posts/" + late + "/replies", "{\"body\":\"Before anybody knew\"}", null).expectStatus()
                .isCreated();

        uk.arrives("shared.membership", ended(group, 2, 20));

        eventually(() -> rulings(group), it -> it.size() == 1);
        uk.get(ada, "/api/posts/" + late).expectStatus().isOk().expectBody().jsonPath("$.body").isEqualTo(null)
                .jsonPath("$.title").isEqualTo(null).jsonPath("$.removedAt").isNotEmpty().jsonPath("$.withdrawnAt")
                .isEqualTo(null).jsonPath("$.replies.length()").isEqualTo(1);
        uk.get(ada, "/api/groups/" + group + "/posts").expectStatus().isOk().expectBody()
                .jsonPath("$.items[0].removedAt").isNotEmpty().jsonPath("$.items[0].extract").isEqualTo(null);
        uk.post(ada, "/api/posts/" + late + "/replies", "{\"body\":\"And one\"}", null).expectStatus()
                .isEqualTo(409);
    }

    @Test
    void nobodyRulesOnWhatIsInAnothersGroup() {
        String group = uk.international(ada);
        String post = uk.publish(ada, group, "{\"kind\":\"update\",\"body\":\"b\"}");

        uk.arrives("nz.shared.posts", PostFacts.removed(post, Ids.create("nz"), ngaio));
        uk.arrives("nz.shared.posts", PostFacts.removed(post, group, ngaio));

        settles();
        assertThat(shows(post)).isTrue();
    }
}
