package org.meridian.notifications.digest;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.meridian.calendar.Country;
import org.meridian.events.posts.Kind;
import org.meridian.notifications.wording.Age;
import org.meridian.text.Sentences;

/**
 * A digest as its reader may see it now.
 *
 * @param counted in the order of the groups
 */
record Shown(List<Item> items, List<Count> counted) {

    /** How much of a group a mail may carry, as its charter says. */
    enum Mail {
        FULL, TITLES, COUNTS
    }

    record Group(String id, String name, Mail mail) {}

    record Count(Group group, int more, int earlier) {}

    /**
     * Why something is in a digest.
     *
     * @param key       of a sentence about one item; with {@code -several} behind it, about several
     * @param arguments of the sentence
     */
    record Why(String key, List<Object> arguments) {

        static Why of(String key, Object... arguments) {
            return new Why(key, List.of(arguments));
        }

        String ofOne(Sentences sentences) {
            return sentences.of(key, arguments.toArray());
        }

        String ofSeveral(Sentences sentences) {
            return sentences.of(key + "-several", arguments.toArray());
        }
    }

    /**
     * A post or reply.
     *
     * @param title     of the thread; null where its first post has none, or is not known here
     * @param kind      null for a reply
     * @param name      how the author calls themselves; null where that is not known here
     * @param home      the alias of the author's country
     * @param country   what is known of it
     * @param writtenAt by the real clock, as everywhere else that it is shown
     * @param arrivedAt by the clock that digests go by
     * @param late      null, or why it is in this digest and not in an earlier one
     */
    record Item(String id, Section section, Group group, @Nullable String title, @Nullable Kind kind, String excerpt,
            String author, @Nullable String name, String home, Country country, Instant writtenAt,
            @Nullable Instant editedAt, Instant arrivedAt,
            @Nullable String late, Why why) {

        ZonedDateTime writtenThere() {
            return writtenAt.atZone(country.timeZone());
        }
    }

    boolean isEmpty() {
        return items.isEmpty() && counted.isEmpty();
    }

    /** What came from another country after the digest that it would have been in. */
    static String late(Country home, Country node, Instant writtenAt, Instant arrivedAt, Sentences sentences) {
        return sentences.of("digest.late", Age.inWords(Duration.between(writtenAt, arrivedAt), sentences), node.name(),
                home.name());
    }
}
