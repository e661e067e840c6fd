package org.meridian.process;

import java.util.Optional;

/** Says when nothing is to be written for a while, since what it would be written to has no room. */
@FunctionalInterface
public interface WritingStop {

    /** Never stops anything. */
    WritingStop NEVER = Optional::empty;

    /** Why nothing is written now, for the people who wanted to; empty while all is well. */
    Optional<String> reason();
}
