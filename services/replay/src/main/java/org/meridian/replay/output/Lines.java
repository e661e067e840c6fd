package org.meridian.replay.output;

import org.meridian.replay.facts.FactSink;

/** Facts as lines of text, which are taken away now and then. */
public interface Lines {

    /** Where facts go in. */
    FactSink sink();

    /** What stands before the first fact. */
    byte[] header();

    /** Bytes that wait to be taken. */
    int length();

    byte[] take();
}
