package org.meridian.posts.answering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.meridian.community.Participation.Participant;
import org.meridian.community.Roles;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.events.membership.Role;
import org.meridian.events.posts.AnswerChosen;
import org.meridian.posts.answering.Question.Choice;
import org.meridian.posts.answering.Question.Own;
import org.meridian.schemas.Ids;

class AnswerDeciderTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final Own NEVER = new Own(0, null);

    private static Participant member(String id, Role role, boolean closed) {
        return new Participant("uk-group", id, 3, role, false, closed, null);
    }

    private static Question question(Participant member, @Nullable Choice newest, Own own) {
        return new Question("uk-question", "uk-asker", true, false, member, Roles.mayModerate(member.role()), newest,
                own);
    }

    private static Optional<AnswerChosen> choose(Question question, @Nullable String reply) {
        return AnswerDecider.choose(question, reply, UUID.randomUUID(), NOW);
    }

    private static void refuses(String type, ThrowingCallable decision) {
        assertThatThrownBy(decision)
                .isInstanceOfSatisfying(Refusal.class, it -> assertThat(it.type()).isEqualTo(type));
    }

    @Test
    void whoeverAskedAcceptsAReplyUnderTheMembershipThatTheyHave() {
        AnswerChosen fact = choose(question(member("uk-asker", Role.MEMBER, false), null, NEVER), "nz-reply")
                .orElseThrow();

        assertThat(fact.getReplyId()).isEqualTo("nz-reply");
        assertThat(fact.getPostId()).isEqualTo("uk-question");
        assertThat(fact.getActorId()).isEqualTo("uk-asker");
        assertThat(fact.getVersion()).isEqualTo(1);
        assertThat(fact.getMembershipVersion()).isEqualTo(3);
        assertThat(Ids.home(fact.getId())).isEqualTo("uk");
        assertThat(fact.getId()).startsWith("uk-asker.uk-");
    }

    @Test
    void aModeratorOfAnotherCountryDoesTooAndLaterThanAllThatIsKnownToBeSaid() {
        Question question = question(member("nz-moderator", Role.MODERATOR, false),
                new Choice("uk-reply", NOW.plusSeconds(60)), new Own(4, NOW.minusSeconds(60)));

        AnswerChosen fact = choose(question, null).orElseThrow();

        assertThat(fact.getReplyId()).isNull();
        assertThat(fact.getVersion()).isEqualTo(5);
        assertThat(fact.getOccurredAt()).isAfter(NOW.plusSeconds(60));
        assertThat(Ids.home(fact.getId())).isEqualTo("nz");
    }

    @Test
    void whatHoldsIsNotSaidAgain() {
        Participant asker = member("uk-asker", Role.MEMBER, false);

        assertThat(choose(question(asker, new Choice("nz-reply", NOW), NEVER), "nz-reply")).isEmpty();
        assertThat(choose(question(asker, new Choice(null, NOW), NEVER), null)).isEmpty();
        assertThat(choose(question(asker, null, NEVER), null)).isEmpty();
        assertThat(choose(question(asker, new Choice("nz-reply", NOW), NEVER), "nz-other")).isPresent();
    }

    @Test
    void nobodyElseAndNoObserverAndNobodyInAClosedGroup() {
        refuses("askers-only", () -> choose(question(member("uk-else", Role.MEMBER, false), null, NEVER), "nz-reply"));
        refuses("observers-only-read",
                () -> choose(question(member("uk-asker", Role.OBSERVER, false), null, NEVER), "nz-reply"));
        refuses("group-closed", () -> choose(question(member("uk-asker", Role.OWNER, true), null, NEVER), "nz-reply"));
    }

    @Test
    void onlyAQuestionThatIsThereHasAnAnswer() {
        Participant asker = member("uk-asker", Role.MEMBER, false);

        refuses("not-a-question",
                () -> choose(new Question("uk-post", "uk-asker", false, false, asker, false, null, NEVER), "nz-reply"));
        refuses("post-withdrawn",
                () -> choose(new Question("uk-post", "uk-asker", true, true, asker, false, null, NEVER), "nz-reply"));
    }
}
