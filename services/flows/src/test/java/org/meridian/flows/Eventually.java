package org.meridian.flows;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Waiting in a story: asks again until the answer is right, and fails with the last one that it got. */
final class Eventually {

    private static final Duration TIMEOUT = Duration.ofSeconds(90);
    private static final Duration INTERVAL = Duration.ofMillis(50);

    private Eventually() {}

    /** A question that may still fail; what it throws counts as a wrong answer. */
    @FunctionalInterface
    interface Question<T extends @Nullable Object> {
        T ask() throws Exception;
    }

    /** Returns the first right answer; after 90 seconds fails with the last one. */
    static <T extends @Nullable Object> T eventually(Question<T> question, Predicate<T> right) {
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        while (true) {
            Object last;
            Throwable cause = null;
            try {
                T answer = question.ask();
                if (right.test(answer)) {
                    return answer;
                }
                last = answer;
            } catch (Exception | AssertionError e) {
                last = e;
                cause = e;
            }
            if (System.nanoTime() > deadline) {
                throw new AssertionError(
                        "Not so within " + TIMEOUT.toSeconds() + " s; the last that was seen: " + last, cause);
            }
            LockSupport.parkNanos(INTERVAL.toNanos());
        }
    }

    /** Between two things that somebody does again and again. */
    static void rest() {
        LockSupport.parkNanos(INTERVAL.toNanos());
    }
}
