package org.meridian.notifications.digest;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What arrived of one group in (from, to]: the same for everybody whose digest covers this window, and so computed once
 * for all of them.
 *
 * @param arrived what may be listed, in the order of arrival
 * @param threads the same by thread, what matters most first
 * @param beyond  how many more there were than are looked at
 * @param history how many came with a country's first synchronisation
 */
record GroupWindow(String groupId, String name, List<Arrived> arrived, List<Activity> threads, int beyond,
        int history) {

    /**
     * A post or reply that can be shown.
     *
     * @param home         the author's country
     * @param threadAuthor who wrote the thread's first post; null where that is not known here yet
     * @param unanswered   a question without replies
     * @param writtenAt    by the clock that digests go by
     */
    record Arrived(long position, String id, String threadId, String author, String home,
            @Nullable String threadAuthor, boolean unanswered, Instant writtenAt) {

        boolean isReply() {
            return !id.equals(threadId);
        }
    }

    /**
     * What happened in one thread within the window.
     *
     * @param arrived   in the order of arrival
     * @param replies   those among it
     * @param people    who wrote the replies
     * @param countries from which the thread's author and those people are
     */
    record Activity(String threadId, List<Arrived> arrived, int replies, int people, int countries) {

        /** The busiest first; of equals the one with the newest arrival. Positions are given out once, so there is no tie. */
        private static final Comparator<Activity> MATTERS_MOST = Comparator.comparingInt(Activity::score).reversed()
                .thenComparing(Comparator.comparingLong(Activity::newest).reversed())
                .thenComparing(Activity::threadId);

        static Activity of(String threadId, List<Arrived> arrived) {
            Set<String> people = new HashSet<>();
            Set<String> countries = new HashSet<>();
            int replies = 0;
            for (Arrived it : arrived) {
                countries.add(it.home());
                if (it.isReply()) {
                    replies++;
                    people.add(it.author());
                }
                if (it.threadAuthor() != null) {
                    countries.add(it.threadAuthor().substring(0, it.threadAuthor().indexOf('-')));
                }
            }
            return new Activity(threadId, List.copyOf(arrived), replies, people.size(), countries.size());
        }

        /** One for each reply, two for each person who replied, three for each country beyond the first; 0 without replies. */
        int score() {
            return replies == 0 ? 0 : replies + 2 * people + 3 * (countries - 1);
        }

        private long newest() {
            return arrived.getLast().position();
        }

        boolean isBy(String memberId) {
            Arrived any = arrived.getFirst();
            return memberId.equals(any.isReply() ? any.threadAuthor() : any.author());
        }

        boolean isUnanswered() {
            return arrived.stream().anyMatch(Arrived::unanswered);
        }

        /** What stands for the thread: its first post if it arrived in the window, or else the newest reply. */
        Optional<Arrived> represented(Predicate<Arrived> listable) {
            return arrived.stream().filter(listable)
                    .max(Comparator.comparing((Arrived it) -> !it.isReply()).thenComparing(Arrived::position));
        }
    }

    static GroupWindow of(String groupId, String name, List<Arrived> arrived, int beyond, int history) {
        Map<String, List<Arrived>> threads = new LinkedHashMap<>();
        arrived.forEach(it -> threads.computeIfAbsent(it.threadId(), id -> new java.util.ArrayList<>()).add(it));
        return new GroupWindow(groupId, name, List.copyOf(arrived), threads.entrySet().stream()
                .map(it -> Activity.of(it.getKey(), it.getValue())).sorted(Activity.MATTERS_MOST).toList(), beyond,
                history);
    }

    /** The same as if some had not arrived, in what is counted too. */
    GroupWindow without(Predicate<Arrived> leftOut) {
        return arrived.stream().noneMatch(leftOut)
                ? this
                : of(groupId, name, arrived.stream().filter(leftOut.negate()).toList(), beyond, history);
    }

    boolean isEmpty() {
        return arrived.isEmpty() && beyond == 0 && history == 0;
    }
}
