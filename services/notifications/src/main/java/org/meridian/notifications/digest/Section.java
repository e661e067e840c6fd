package org.meridian.notifications.digest;

/** The parts of a digest in their order, the first for all groups together. Mentions will stand beside {@link #REPLIES}. */
enum Section {
    /** In threads that the reader began. */
    REPLIES,
    /** The threads of a group that matter most. */
    THREADS,
    /** Questions of a group that nobody has answered. */
    QUESTIONS,
    /** What other countries wrote in a group and is not listed yet. */
    ELSEWHERE
}
