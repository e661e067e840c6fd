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
 * @param reason      why it was refused, once that has arrived
 */
public record JoinRequest(String id, String state, String groupId, @Nullable String group, String memberId,
        @Nullable String displayName,
        @Nullable String note, List<String> answers, Instant requestedAt, long ageSeconds, @Nullable Instant decidedAt,
        @Nullable String reason) {

    /** The alias of the applicant's country. */
    public String home() {
        return memberId.substring(0, memberId.indexOf('-'));
    }
}
