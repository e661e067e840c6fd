package org.meridian.membership.suspending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.meridian.events.membership.Account;
import org.meridian.testing.MembershipFacts;

class SuspensionDeciderTest {

    private static final Instant NOW = Instant.parse("2026-03-01T09:30:00Z");
    private static final Account ADA = MembershipFacts.account("uk-ada", 3, "ada@uk.example", "Europe/London");

    @Test
    void theAccountSaysSinceWhenByWhomAndWhyAndNothingElseOfItChanges() {
        Account suspended = SuspensionDecider.suspend(ADA, "uk-olive", "Why", false, NOW);

        assertThat(suspended).isEqualTo(Account.newBuilder(ADA).setVersion(4).setSuspendedAt(NOW)
                .setSuspendedById("uk-olive").setSuspensionReason("Why").build());
        assertThat(SuspensionDecider.lift(suspended)).isEqualTo(Account.newBuilder(ADA).setVersion(5).build());
    }

    @Test
    void anotherReasonTakesThePlaceOfTheFirstAndTheSuspensionGoesOn() {
        Account suspended = SuspensionDecider.suspend(ADA, "uk-olive", "Why", false, NOW);

        Account again = SuspensionDecider.suspend(suspended, "uk-oscar", "Really why", false, NOW.plusSeconds(60));

        assertThat(again.getSuspendedAt()).isEqualTo(NOW);
        assertThat(again.getSuspendedById()).isEqualTo("uk-oscar");
        assertThat(again.getSuspensionReason()).isEqualTo("Really why");
    }

    @Test
    void nobodySuspendsThemselfNorTheLastOperator() {
        assertThatThrownBy(() -> SuspensionDecider.suspend(ADA, "uk-ada", "Why", false, NOW))
                .hasFieldOrPropertyWithValue("type", "not-oneself");
        assertThatThrownBy(() -> SuspensionDecider.suspend(ADA, "uk-olive", "Why", true, NOW))
                .hasFieldOrPropertyWithValue("type", "last-operator");
        assertThatThrownBy(() -> SuspensionDecider.lift(ADA)).hasFieldOrPropertyWithValue("type", "not-found");
    }
}
