package org.meridian.process.startup;

/**
 * Is told that a log will never open as things are, because of a mistake that only the operator can correct. Unless a bean
 * says otherwise the process says so in one sentence and ends with code 1.
 */
@FunctionalInterface
public interface StartupFailure {

    /** Comes from the log's own thread, at most once a start. */
    void cannotOpen(String sentence);
}
