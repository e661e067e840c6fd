package org.meridian.posts.answering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meridian.posts.PostsService.body;
import static org.meridian.posts.PostsService.id;
import static org.meridian.testing.Waiting.eventually;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.meridian.events.membership.EndReason;
import org.meridian.events.membership.MembershipEnded;
import org.meridian.events.membership.MembershipGranted;
import org.meridian.events.membership.Role;
import org.meridian.events.posts.AnswerChosen;
import org.meridian.events.posts.Kind;
import org.meridian.posts.PostsService;
import org.meridian.schemas.Ids;
import org.meridian.testing.MembershipFacts;
import org.meridian.testing.PostFacts;
import org.meridian.testing.Shared;

/** Which reply answers a question, in this country and as it comes from others. */
class AnsweringTest {

    private static final Instant BEGIN = Instant.now().minusSeconds(3600);

    private final PostsService uk;
    private final String owner = Ids.create("uk");
    private final String ada = Ids.create("uk");
    private final String ben = Ids.create("uk");
    private final String mere = Ids.create("nz");
    private final String group;
    private final String question;
    private final String answer;
    private final String other;

    private record Sent(String topic, SpecificRecord body) {}

    AnsweringTest(@Shared PostsService uk) {
        this.uk = uk;
        group = uk.international(owner);
        for (String member : List.of(ada, ben, mere)) {
            uk.arrives("shared.membership", granted(member, 1, member.equals(mere) ? Role.MODERATOR : Role.MEMBER, 0));
        }
        question = uk.publish(ada, group, "{\"kind\":\"question\",\"title\":\"Pumps?\",\"body\":\"Which?\"}");
        uk.publish(ben, group, "{\"kind\":\"update\",\"body\":\"So that Ben is known\"}");
        answer = reply(ben, "Blue ones");
        other = reply(ben, "Red ones");
    }

    private MembershipGranted granted(String member, int version, Role role, int second) {
        return MembershipGranted.newBuilder(MembershipFacts.granted(group, member, version, role))
                .setOccurredAt(BEGIN.plusSeconds(second)).build();
    }

    private String reply(String author, String text) {
        return id(uk.post(author, "/api/posts/" + question + "/replies", "{\"body\":\"" + text + "\"}", null));
    }

    private int accepts(String member, String reply) {
        return uk.put(member, "/api/posts/" + question + "/accepted-answer", "{\"replyId\":\"" + reply + "\"}")
                .returnResult(Void.class).getStatus().value();
    }

    private int acceptsNone(String member) {
        return uk.delete(member, "/api/posts/" + question + "/accepted-answer").returnResult(Void.class).getStatus()
                .value();
    }

    private @Nullable Object answerFor(String reader) {
        return body(uk.get(reader, "/api/posts/" + question)).get("acceptedAnswer");
    }

    private AnswerChosen says(String member, @Nullable String reply, int second) {
        return PostFacts.chosen(question, reply, group, member, BEGIN.plusSeconds(second));
    }

    @Test
    void theAcceptedAnswerIsWholeInTheThreadAndSaidInListsAndSearch() {
        assertThat(accepts(ada, other)).isEqualTo(204);

        uk.get(ben, "/api/posts/" + question).expectStatus().isOk().expectBody().jsonPath("$.answered")
                .isEqualTo(true).jsonPath("$.acceptedAnswer").isEqualTo(other).jsonPath("$.answer.bodyHtml")
                .isEqualTo("<p dir=\"auto\">Red ones</p>\n").jsonPath("$.replies.length()").isEqualTo(2)
                .jsonPath("$.replies[0].answered").isEqualTo(null);
        uk.get(ben, "/api/groups/" + group + "/posts").expectBody()
                .jsonPath("$.items[?(@.id=='" + question + "')].answered").isEqualTo(true);
        uk.get(ben, "/api/search?q=pumps").expectBody().jsonPath("$.items[?(@.id=='" + question + "')].answered")
                .isEqualTo(true);

        assertThat(acceptsNone(ada)).isEqualTo(204);
        uk.get(ben, "/api/posts/" + question).expectBody().jsonPath("$.answered").isEqualTo(false).jsonPath("$.answer")
                .isEqualTo(null);
    }

    @Test
    void theNewestWordHoldsWhoeverSaysIt() {
        assertThat(accepts(ada, answer)).isEqualTo(204);
        assertThat(accepts(owner, other)).isEqualTo(204);
        assertThat(answerFor(ben)).isEqualTo(other);
        assertThat(accepts(ada, answer)).isEqualTo(204);
        assertThat(accepts(ada, answer)).isEqualTo(204);
        assertThat(answerFor(ben)).isEqualTo(answer);
        assertThat(uk.rows().queryForList("SELECT version FROM answer_choice WHERE post_id = ? ORDER BY 1",
                Integer.class, question)).containsExactly(1, 2);
        uk.arrives("nz.shared.posts", AnswerChosen.newBuilder(says(mere, null, 0))
                .setOccurredAt(Instant.now().plusSeconds(60)).build());
        eventually(() -> assertThat(answerFor(ben)).isNull());
        // A clock that is behind another country's makes nobody's word an earlier one.
        assertThat(accepts(ada, other)).isEqualTo(204);
        assertThat(answerFor(ben)).isEqualTo(other);
    }

    @Test
    void othersSayNothingAndWhatIsNoReplyOfItAnswersNothing() {
        String elsewhere = uk.publish(ada, group, "{\"kind\":\"question\",\"body\":\"Another\"}");
        String update = uk.publish(ada, group, "{\"kind\":\"update\",\"body\":\"No question\"}");

        assertThat(accepts(ben, answer)).isEqualTo(403);
        assertThat(accepts(Ids.create("uk"), answer)).isEqualTo(404);
        for (String none : List.of(elsewhere, question, Ids.create("nz"), "none")) {
            assertThat(accepts(ada, none)).as(none).isEqualTo(404);
        }
        uk.put(ada, "/api/posts/" + question + "/accepted-answer", "{}").expectStatus().isBadRequest();
        uk.delete(ada, "/api/posts/" + update + "/accepted-answer").expectStatus().isEqualTo(409);
        uk.delete(ada, "/api/posts/" + answer + "/accepted-answer").expectStatus().isNotFound();
        assertThat(answerFor(ada)).isNull();
    }

    @Test
    void anAnswerThatIsWithdrawnOrTakenOutIsNone() {
        assertThat(accepts(ada, answer)).isEqualTo(204);
        assertThat(accepts(owner, other)).isEqualTo(204);
        uk.delete(ben, "/api/posts/" + other).expectStatus().isNoContent();
        uk.get(ada, "/api/posts/" + question).expectBody().jsonPath("$.answered").isEqualTo(false);

        String late = Ids.create("nz");
        uk.arrives("nz.shared.posts", PostFacts.replied(late, question, group, mere, BEGIN.plusSeconds(30)));
        uk.arrives("nz.shared.content", PostFacts.content(late, null, "Green ones"));
        eventually(() -> assertThat(accepts(ada, late)).isEqualTo(204));
        assertThat(answerFor(ada)).isEqualTo(late);
        uk.arrives("shared.membership", MembershipEnded
                .newBuilder(MembershipFacts.ended(group, mere, 2, EndReason.REMOVED))
                .setOccurredAt(BEGIN.plusSeconds(20)).build());
        eventually(() -> assertThat(answerFor(ada)).isNull());

        assertThat(accepts(ada, answer)).isEqualTo(204);
        uk.delete(ben, "/api/posts/" + answer).expectStatus().isNoContent();

        uk.delete(ada, "/api/posts/" + question).expectStatus().isNoContent();
        assertThat(accepts(ada, answer)).isEqualTo(404);
    }

    @Test
    void whoHasBlockedItsAuthorSeesNoAnswer() {
        assertThat(accepts(owner, answer)).isEqualTo(204);
        uk.arrives("domestic.blocks", MembershipFacts.blocks(ada, 1, ben));

        eventually(() -> assertThat(answerFor(ada)).isNull());
        assertThat(accepts(ada, other)).isEqualTo(404);
        assertThat(answerFor(owner)).isEqualTo(answer);
    }

    @Test
    void itIsTheSameInWhateverOrderTheFactsComeAlsoWhereSomebodyCouldNotSayItAnyMore() {
        for (int round = 0; round < 6; round++) {
            String asked = Ids.create("nz");
            String asker = Ids.create("nz");
            String former = Ids.create("nz");
            String here = Ids.create("nz");
            List<Sent> sent = new ArrayList<>(List.of(
                    new Sent("nz.shared.posts", PostFacts.published(asked, group, asker, Kind.QUESTION, at(10))),
                    new Sent("nz.shared.content", PostFacts.content(asked, "Roofs?", "Which?")),
                    new Sent("nz.shared.posts", PostFacts.replied(here, asked, group, mere, at(20))),
                    new Sent("nz.shared.content", PostFacts.content(here, null, "Tin")),
                    new Sent("nz.shared.posts", PostFacts.chosen(asked, here, group, asker, at(30))),
                    // A moderator who was made a member, and one who was removed, before they said it.
                    new Sent("nz.shared.posts", PostFacts.chosen(asked, null, group, former, at(50))),
                    // Nobody may write under a version that they were never granted.
                    new Sent("nz.shared.posts", PostFacts.chosen(asked, null, group, Ids.create("nz"), at(60)))));
            uk.arrives("shared.membership", granted(asker, 1, Role.MEMBER, 0));
            sent.add(new Sent("shared.membership", granted(former, 1, Role.MODERATOR, 0)));
            sent.add(new Sent("shared.membership", round % 2 == 0
                    ? granted(former, 2, Role.MEMBER, 40)
                    : MembershipEnded.newBuilder(MembershipFacts.ended(group, former, 2, EndReason.REMOVED))
                            .setOccurredAt(at(40)).build()));
            List<Sent> own = List.copyOf(sent.subList(sent.size() - 2, sent.size()));
            List<Sent> others = new ArrayList<>(sent.subList(0, sent.size() - 2));
            Collections.shuffle(others, new Random(round));
            (round < 3 ? own : others).forEach(it -> uk.arrives(it.topic(), it.body()));
            eventually(() -> uk.log().isSettled(), it -> it);
            (round < 3 ? others : own).forEach(it -> uk.arrives(it.topic(), it.body()));

            eventually(() -> String.valueOf(body(uk.get(owner, "/api/posts/" + asked)).get("acceptedAnswer")),
                    here::equals);
            eventually(() -> uk.log().isSettled(), it -> it);
            assertThat(body(uk.get(owner, "/api/posts/" + asked)).get("acceptedAnswer")).isEqualTo(here);
        }
    }

    private static Instant at(int second) {
        return BEGIN.plusSeconds(second);
    }

    @Test
    void twoAtOnceEndAsOneOfThem() throws InterruptedException {
        var ready = new CountDownLatch(1);
        List<Thread> both = new ArrayList<>();
        List<Integer> statuses = Collections.synchronizedList(new ArrayList<>());
        for (int i = 0; i < 8; i++) {
            String member = i % 2 == 0 ? ada : owner;
            String reply = i % 4 < 2 ? answer : other;
            both.add(Thread.ofVirtual().start(() -> {
                try {
                    ready.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                statuses.add(accepts(member, reply));
            }));
        }
        ready.countDown();
        for (Thread it : both) {
            it.join();
        }

        assertThat(statuses).hasSize(8).allMatch(it -> it == 204 || it == 409).contains(204);
        assertThat(answerFor(ben)).isIn(answer, other);
    }
}
