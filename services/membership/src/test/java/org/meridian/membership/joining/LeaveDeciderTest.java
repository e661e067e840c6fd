package org.meridian.membership.joining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.events.membership.EndReason;
import org.meridian.events.membership.LeaveRequested;
import org.meridian.events.membership.Role;

class LeaveDeciderTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    void aMemberGivesUpTheVersionThatIsKnownHere() {
        assertThat(leave(Role.MEMBER, 1)).hasValueSatisfying(
                left -> assertThat(left.getMembershipVersion()).isEqualTo(3));
    }

    @Test
    void theLastOwnerStays() {
        assertThatThrownBy(() -> leave(Role.OWNER, 1)).isInstanceOf(Refusal.class).hasMessageContaining("only owner");
        assertThat(leave(Role.OWNER, 2)).isPresent();
    }

    @Test
    void leavingTwiceIsLeavingOnceAndWhoNeverWasAMemberCannot() {
        var left = new Membership.Leaving("uk-g", "nz-m", 3, NOW, Role.MEMBER, "nz-l");
        var ended = new Membership.None("uk-g", "nz-m", 4, NOW, null);
        var outsider = new Membership.None("uk-g", "nz-m", 0, Instant.EPOCH, null);

        assertThat(LeaveDecider.leave(left, 1, "nz-l", UUID.randomUUID(), NOW)).isEmpty();
        assertThat(LeaveDecider.leave(ended, 1, "nz-l", UUID.randomUUID(), NOW)).isEmpty();
        assertThatThrownBy(() -> LeaveDecider.leave(outsider, 1, "nz-l", UUID.randomUUID(), NOW))
                .isInstanceOf(Refusal.class);
    }

    @Test
    void theHomeEndsAMembershipOnce() {
        var leaving = new Membership.Leaving("uk-g", "nz-m", 3, NOW, Role.MEMBER, "nz-l");

        var ended = LeaveDecider.end(leaving, NOW);

        assertThat(ended.getVersion()).isEqualTo(4);
        assertThat(ended.getReason()).isEqualTo(EndReason.LEFT);
        assertThat(ended.getEventId()).isEqualTo(LeaveDecider.end(leaving, NOW.plusSeconds(9)).getEventId());
    }

    @Test
    void whoLeavesLastHandsOver() {
        var leaving = new Membership.Leaving("uk-g", "nz-m", 3, NOW, Role.OWNER, "nz-l");
        var heir = new Membership.Active("uk-g", "au-m", 7, NOW, Role.MODERATOR);

        var granted = LeaveDecider.handOver(leaving, heir, Rights.Need.NONE, NOW);

        assertThat(granted.getMemberId()).isEqualTo("au-m");
        assertThat(granted.getRole()).isEqualTo(Role.OWNER);
        assertThat(granted.getVersion()).isEqualTo(8);
        assertThat(granted.getActorId()).isEqualTo("nz-m");
        assertThat(granted.getEventId())
                .isEqualTo(LeaveDecider.handOver(leaving, heir, Rights.Need.NONE, NOW.plusSeconds(9)).getEventId())
                .isNotEqualTo(LeaveDecider.end(leaving, NOW).getEventId());
    }

    private static Optional<LeaveRequested> leave(Role role, int owners) {
        return LeaveDecider.leave(new Membership.Active("uk-g", "nz-m", 3, NOW, role), owners, "nz-l",
                UUID.randomUUID(), NOW);
    }
}
