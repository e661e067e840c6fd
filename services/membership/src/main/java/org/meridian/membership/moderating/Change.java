package org.meridian.membership.moderating;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.meridian.events.membership.MembershipChange;
import org.meridian.events.membership.Role;
import org.meridian.membership.joining.Registration;

/** What somebody wants of another's membership. */
sealed interface Change extends Wished {

    MembershipChange kind();

    record NewRole(Role role) implements Change {

        @Override
        public MembershipChange kind() {
            return MembershipChange.ROLE;
        }
    }

    /** @param bannedUntil null without a ban: the member may ask again at once */
    record Removal(@Nullable String reason, @Nullable Instant bannedUntil) implements Change {

        @Override
        public MembershipChange kind() {
            return MembershipChange.REMOVAL;
        }
    }

    /** @param registration null where it ends */
    record NewRegistration(@Nullable Registration registration) implements Change {

        @Override
        public MembershipChange kind() {
            return registration == null ? MembershipChange.REGISTRATION_ENDED : MembershipChange.REGISTRATION;
        }
    }

    record LiftedBan() implements Change {

        @Override
        public MembershipChange kind() {
            return MembershipChange.BAN_LIFTED;
        }
    }
}
