package org.meridian.web.calls;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A digest as it was sent, without what its reader may not read any more.
 *
 * @param state       {@code planned}, {@code composed}, {@code sent}, {@code skipped} …
 * @param coversSince null where it covers all since the member came
 */
public record Digest(String id, String state, @Nullable String reason, LocalDate date, Instant sendsAt, String timeZone,
        @Nullable Instant coversSince, @Nullable List<Item> items, @Nullable List<Count> counted) {

    /**
     * @param section    {@code for-you} and others, as the mail has them
     * @param kind       of a post, or {@code reply}
     * @param home       the alias of its author's country
     * @param editedAt   when its text was written, if that is not the first
     * @param lateReason why it comes late; null unless it does
     * @param why        it is in this digest, in words
     */
    public record Item(String id, String section, String groupId, String group, @Nullable String title, String kind,
            String excerpt, String author, @Nullable String authorName, String home, Instant writtenAt,
            @Nullable Instant editedAt, boolean late,
            @Nullable String lateReason, String why) {}

    /**
     * What a group has besides.
     *
     * @param more    since the last digest
     * @param earlier from before the membership
     */
    public record Count(String groupId, String group, int more, int earlier) {}

    /**
     * What the next one says so far.
     *
     * @param sendsAt null while digests are off
     */
    public record Next(@Nullable Instant sendsAt, String timeZone, Instant coversSince, List<Item> items,
            List<Count> counted) {}

    /** Its time has not come. */
    public boolean isPlanned() {
        return state.equals("planned");
    }

    /** Empty in a list of digests. */
    public List<Item> shown() {
        return items == null ? List.of() : items;
    }

    public List<Count> counts() {
        return counted == null ? List.of() : counted;
    }
}
