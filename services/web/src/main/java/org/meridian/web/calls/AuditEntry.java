package org.meridian.web.calls;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What somebody decided about a group or its members.
 *
 * @param type   {@code created}, {@code changed}, {@code closed}, {@code reopened}, {@code joined}, {@code offered}, {@code role}, {@code left}, {@code removed} or
 *               {@code ban-lifted}
 * @param member about whom; null where it is about the group
 * @param role   the one that was given; null where none was
 * @param reason why somebody was removed; null where none was given, or it is not for this country
 */
public record AuditEntry(Instant at, String type, Person actor, @Nullable Person member,
        @Nullable String role, @Nullable Instant bannedUntil, @Nullable String reason) {

    /** @param displayName null until it has arrived */
    public record Person(String memberId, @Nullable String displayName) {

        /** The alias of their country. */
        public String home() {
            return memberId.substring(0, memberId.indexOf('-'));
        }
    }

    /** Whether somebody decided it about themselves, as leaving and joining where nobody has to decide. */
    public boolean isOwn() {
        return member != null && member.memberId().equals(actor.memberId());
    }
}
