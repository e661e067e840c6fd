package org.meridian.web.calls;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Somebody's wish to join a group.
 *
 * @param state       {@code pending}, {@code granted}, {@code refused} or {@code withdrawn}
 * @param group       its name; null as long as its charter has not come
 * @param displayName null as long as the member's profile has not come
 * @param dueAt       by when the group promises a decision; null once it is decided or withdrawn
 * @param secondsLeft until then, negative once that has passed
 * @param reason      why it was refused, once that has arrived
 * @param beingDecided whether a moderator of this country has decided, and the group's home has not answered yet
 * @param earlier     what the same person has asked this group before, the newest first; for its moderators
 */
public record JoinRequest(String id, String state, String groupId, @Nullable String group, String memberId,
        @Nullable String displayName,
        @Nullable String note, List<String> answers, Instant requestedAt, long ageSeconds, @Nullable Instant dueAt,
        @Nullable Long secondsLeft, @Nullable Instant decidedAt,
        @Nullable String reason, boolean beingDecided, List<Earlier> earlier) {

    /** @param reason why it was refused */
    public record Earlier(String id, String state, Instant requestedAt, Instant closedAt, @Nullable String reason) {}

    /** Whether it waits longer than its group promises. */
    public boolean isOverdue() {
        return secondsLeft != null && secondsLeft < 0;
    }

    /** The alias of the applicant's country. */
    public String home() {
        return memberId.substring(0, memberId.indexOf('-'));
    }
}
