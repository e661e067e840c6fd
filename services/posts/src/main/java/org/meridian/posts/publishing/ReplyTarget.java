package org.meridian.posts.publishing;

import org.meridian.community.Participation.Participant;

/** Where a reply would go, as far as its author may know. */
sealed interface ReplyTarget {

    /** A thread that goes on, in a group in which the author takes part. */
    record Thread(String id, Participant author) implements ReplyTarget {}

    /** The thread is still read, for the replies that it has. */
    record FirstPostWithdrawn() implements ReplyTarget {}

    /** There is nothing to reply to, or it is not for the author to see. */
    record Missing() implements ReplyTarget {}
}
