package org.meridian.posts.answering;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.meridian.community.Participation.Participant;

/**
 * A thread's first post, with what is said of its answer.
 *
 * @param isQuestion whether it is of the kind that has an answer
 * @param gone       whether it was withdrawn or taken out
 * @param member     who wants to say which reply answers it, as a part of its group
 * @param moderates  whether that member moderates the group
 * @param newest     what holds by now; null where nobody has said anything
 * @param own        how often that member has said something of it, and when last
 */
record Question(String id, String authorId, boolean isQuestion, boolean gone, Participant member, boolean moderates,
        @Nullable Choice newest, Own own) {

    /** @param replyId null: none answers it */
    record Choice(@Nullable String replyId, Instant at) {}

    /** @param at null for never */
    record Own(int version, @Nullable Instant at) {}

    @Nullable
    String answer() {
        return newest == null ? null : newest.replyId();
    }
}
