package org.meridian.posts.ruling;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.meridian.events.posts.Standing;
import org.meridian.events.posts.StandingCause;
import org.meridian.events.posts.StandingGiven;
import org.meridian.posts.ruling.RulingDecider.Ruled;
import org.meridian.posts.ruling.RulingDecider.Written;

class RulingDeciderTest {

    private static final Instant NOW = Instant.parse("2026-03-01T09:30:00Z");

    private static Optional<StandingCause> ruled(int cited, int inForce, boolean mayWrite, boolean closed) {
        return RulingDecider.rule(written(cited, inForce, mayWrite, closed, null), NOW).map(StandingGiven::getCause);
    }

    private static Written written(int cited, int inForce, boolean mayWrite, boolean closed, @Nullable Ruled before) {
        return new Written("nz-post", "uk-group", "nz-author", false, cited, inForce, mayWrite, closed, before);
    }

    @Test
    void whatWasWrittenUnderTheVersionThatHeldStands() {
        assertThat(ruled(1, 1, true, false)).isEmpty();
        assertThat(ruled(2, 1, true, false)).isEmpty(); // the author's clock is behind
        assertThat(ruled(1, 0, true, false)).isEmpty();
    }

    @Test
    void whatWasWrittenAfterARemovalDoesNotUnlessItsAuthorWasTakenInAgain() {
        assertThat(ruled(1, 2, false, false)).contains(StandingCause.MEMBERSHIP);
        assertThat(ruled(1, 3, true, false)).isEmpty();
    }

    @Test
    void whatWasWrittenAfterAClosingDoesNot() {
        assertThat(ruled(1, 1, true, true)).contains(StandingCause.CLOSED);
        assertThat(ruled(1, 2, false, true)).contains(StandingCause.MEMBERSHIP);
    }

    @Test
    void theVersionThatIsCitedIsJudgedByEveryNodeItself() {
        assertThat(ruled(2, 2, false, false)).isEmpty();
    }

    @Test
    void itIsGivenOnce() {
        Written post = written(1, 2, false, false, null);

        StandingGiven first = RulingDecider.rule(post, NOW).orElseThrow();
        StandingGiven again = RulingDecider.rule(post, NOW.plusSeconds(60)).orElseThrow();

        assertThat(first.getId()).isEqualTo("uk-group.nz-post");
        assertThat(again.getEventId()).isEqualTo(first.getEventId());
        assertThat(again.getVersion()).isEqualTo(1);
        var before = new Ruled(1, Standing.REMOVED, StandingCause.MEMBERSHIP, NOW);
        assertThat(RulingDecider.rule(written(1, 2, false, false, before), NOW)).isEmpty();
    }

    @Test
    void whatWasRuledBeforeAllFactsWereHereIsRuledOtherwiseOnceTheyAre() {
        var removed = new Ruled(1, Standing.REMOVED, StandingCause.MEMBERSHIP, NOW);

        StandingGiven shown = RulingDecider.rule(written(1, 3, true, false, removed), NOW).orElseThrow();

        assertThat(shown.getStanding()).isEqualTo(Standing.SHOWN);
        assertThat(shown.getVersion()).isEqualTo(2);
        assertThat(shown.getOccurredAt()).isAfter(NOW);
        var ruled = new Ruled(2, Standing.SHOWN, StandingCause.MEMBERSHIP, NOW);
        assertThat(RulingDecider.rule(written(1, 3, true, false, ruled), NOW)).isEmpty();
        assertThat(RulingDecider.rule(written(1, 4, false, false, ruled), NOW).orElseThrow().getVersion()).isEqualTo(3);
    }

    @Test
    void theCauseIsTheOneThatAllFactsGive() {
        var before = new Ruled(1, Standing.REMOVED, StandingCause.MEMBERSHIP, NOW);

        StandingGiven closed = RulingDecider.rule(written(1, 3, true, true, before), NOW).orElseThrow();

        assertThat(closed.getStanding()).isEqualTo(Standing.REMOVED);
        assertThat(closed.getCause()).isEqualTo(StandingCause.CLOSED);
    }
}
