package org.meridian.notifications.digest;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.meridian.notifications.digest.DigestDecider.Joined;
import org.meridian.notifications.schedule.Schedule;
import org.meridian.schemas.Ids;
import org.meridian.text.Sentences;

/**
 * A member to whom digests go.
 *
 * @param sentences in their language
 * @param since  by group, from when on without a break they take part
 * @param muted  groups of which they want to hear nothing
 * @param atOnce groups of which they now want everything by mail at once
 * @param blocked members of whom they want to hear nothing
 */
record Reader(String memberId, Schedule schedule, Sentences sentences, Map<String, Instant> since, Set<String> muted,
        Set<String> atOnce, Set<String> blocked) {

    ZoneId zone() {
        return schedule.zone();
    }

    /** What has to be known to compose a digest that covers the positions after {@code from} and up to {@code to}. */
    List<Windows.Key> windows(long from, long to) {
        return from >= to
                ? List.of()
                : since.keySet().stream().filter(it -> !muted.contains(it))
                        .map(it -> new Windows.Key(it, from, to)).toList();
    }

    /** @param said among others, what {@link #windows} names */
    Selection select(long from, long to, Map<Windows.Key, GroupWindow> said, AtOnceItems.Mailed mailed) {
        return DigestDecider.select(memberId, Ids.home(memberId), windows(from, to).stream()
                .map(key -> new Joined(
                        requireNonNull(said.get(key)).without(it -> hasBlocked(it.author(), it.threadAuthor())),
                        requireNonNull(since.get(key.groupId())), it -> mailed.has(this, it, key.groupId())))
                .toList());
    }

    /** Who wrote something, or began the thread that it is in. */
    boolean hasBlocked(String author, @Nullable String threadAuthor) {
        return blocked.contains(author) || threadAuthor != null && blocked.contains(threadAuthor);
    }

    /** Whether something of a group may be shown to them now. */
    boolean reads(String groupId) {
        return since.containsKey(groupId) && !muted.contains(groupId);
    }
}
