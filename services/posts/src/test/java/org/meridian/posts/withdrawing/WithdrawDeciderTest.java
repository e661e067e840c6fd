package org.meridian.posts.withdrawing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.events.posts.PostWithdrawn;

class WithdrawDeciderTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final UUID EVENT = UUID.randomUUID();

    @Test
    void itsAuthorTakesItBack() {
        assertThat(withdraw(new Post.Published("uk-post", "uk-g", "uk-m", 1, NOW.minusSeconds(60)), "uk-m"))
                .contains(PostWithdrawn.newBuilder().setEventId(EVENT).setId("uk-post").setVersion(2).setOccurredAt(NOW)
                        .setActorId("uk-m").setGroupId("uk-g").build());
    }

    @Test
    void aClockThatWasPutBackDoesNotPutTheFactBeforeTheOneBeforeIt() {
        Instant published = NOW.plusSeconds(60);

        assertThat(withdraw(new Post.Published("uk-post", "uk-g", "uk-m", 1, published), "uk-m"))
                .hasValueSatisfying(fact -> assertThat(fact.getOccurredAt()).isAfter(published));
    }

    @Test
    void doingItAgainChangesNothing() {
        assertThat(withdraw(new Post.Withdrawn("uk-m"), "uk-m")).isEmpty();
    }

    @Test
    void somebodyElsesIsAsMissingAsWhatIsNotThere() {
        String missing = refusal(new Post.Missing());

        assertThat(refusal(new Post.Published("uk-post", "uk-g", "uk-m", 1, NOW))).isEqualTo(missing);
        assertThat(refusal(new Post.Withdrawn("uk-m"))).isEqualTo(missing);
    }

    private static String refusal(Post post) {
        Refusal refusal = catchThrowableOfType(Refusal.class, () -> withdraw(post, "uk-other"));
        return refusal.type() + " " + refusal.sentence();
    }

    private static Optional<PostWithdrawn> withdraw(Post post, String memberId) {
        return WithdrawDecider.withdraw(post, memberId, EVENT, NOW);
    }
}
