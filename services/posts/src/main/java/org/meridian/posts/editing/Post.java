package org.meridian.posts.editing;

import java.time.Instant;
import java.util.List;
import org.meridian.community.Participation;
import org.meridian.events.membership.EditingTime;
import org.meridian.posts.publishing.Text;

/** One of a member's own posts or replies, as far as editing is concerned. */
sealed interface Post {

    /**
     * @param version   of its newest fact, decided at {@code changedAt}
     * @param text      as it is now
     * @param earlier   the texts before, oldest first
     * @param editing   how long its group lets authors edit
     * @param author    what they are in the group by now
     */
    record Shown(String id, String groupId, boolean isReply, int version, Instant publishedAt, Instant changedAt,
            Text text, List<Text> earlier, EditingTime editing, boolean domestic, Participation author)
            implements
                Post {

        Shown by(Participation author) {
            return new Shown(id, groupId, isReply, version, publishedAt, changedAt, text, earlier, editing, domestic,
                    author);
        }
    }

    /** Its author has taken it back, or the group's home has taken it out. */
    record Gone() implements Post {}

    /** There is none of that member's, or this service has not learned of it. */
    record Missing() implements Post {}
}
