package org.meridian.membership.joining;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.meridian.events.membership.EndReason;
import org.meridian.events.membership.Role;
import org.meridian.membership.joining.LeaveDecider.Decision;

class LeaveDeciderTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    void aMemberGivesUpTheVersionThatIsKnownHere() {
        assertThat(leave(Role.MEMBER, 1)).isInstanceOfSatisfying(Decision.Left.class,
                left -> assertThat(left.fact().getMembershipVersion()).isEqualTo(3));
    }

    @Test
    void theLastOwnerStays() {
        assertThat(leave(Role.OWNER, 1)).isEqualTo(new Decision.Refused(LeaveDecider.Reason.LAST_OWNER));
        assertThat(leave(Role.OWNER, 2)).isInstanceOf(Decision.Left.class);
    }

    @Test
    void theHomeEndsAMembershipOnce() {
        var leaving = new Membership.Leaving("uk-g", "nz-m", 3, NOW, Role.MEMBER, "nz-l");

        var ended = LeaveDecider.end(leaving, NOW);

        assertThat(ended.getVersion()).isEqualTo(4);
        assertThat(ended.getReason()).isEqualTo(EndReason.LEFT);
        assertThat(ended.getEventId()).isEqualTo(LeaveDecider.end(leaving, NOW.plusSeconds(9)).getEventId());
    }

    private static Decision leave(Role role, int owners) {
        return LeaveDecider.leave(new Membership.Active("uk-g", "nz-m", 3, NOW, role), owners, "nz-l",
                UUID.randomUUID(), NOW);
    }
}
