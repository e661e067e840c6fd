package org.meridian.membership.joining;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.meridian.community.Roles;
import org.meridian.events.membership.RegistrationNeed;
import org.meridian.events.membership.Role;

/**
 * Until when somebody may read and write in a group that asks for a registration; null without end. What the group's home says with
 * each grant, every country goes by, and it ends by itself. Whoever moderates a group needs no registration to do so.
 */
public record Rights(@Nullable Instant readsUntil, @Nullable Instant writesUntil) {

    /** What a group's charter asks for. */
    public record Need(RegistrationNeed what, List<String> registers) {

        public static final Need NONE = new Need(RegistrationNeed.NONE, List.of());
    }

    static final Rights ALL = new Rights(null, null);

    public static Rights of(Role role, @Nullable Registration registration, Need need) {
        if (Roles.mayModerate(role)) {
            return ALL;
        }
        Instant registered = registration != null && need.registers().contains(registration.register())
                ? registration.until()
                : Instant.EPOCH;
        return switch (need.what()) {
            case NONE -> ALL;
            case TO_WRITE -> new Rights(null, registered);
            case TO_READ, UNKNOWN -> new Rights(registered, registered);
        };
    }
}
