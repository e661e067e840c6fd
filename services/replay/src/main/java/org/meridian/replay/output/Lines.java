package org.meridian.replay.output;

import java.nio.ByteBuffer;
import org.meridian.replay.facts.FactSink;

/** Facts as lines of text, which are taken away now and then. */
public interface Lines {

    /** Where facts go in. */
    FactSink sink();

    /** What stands before the first fact. */
    byte[] header();

    /** Bytes that wait to be taken. */
    int length();

    /** What waits, which is the caller's from now on. */
    ByteBuffer take();

    /** Throws away what waits. */
    void clear();
}
