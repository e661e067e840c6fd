package org.meridian.replay.facts;

/** The bytes are not what their schema says. */
public final class Malformed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Malformed(String what) {
        super(what, null, false, false);
    }
}
