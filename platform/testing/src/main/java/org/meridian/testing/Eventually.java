package org.meridian.testing;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Waiting in a test: asks again until the answer is right, and fails with the last one that it got. */
public final class Eventually {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Duration INTERVAL = Duration.ofMillis(20);

    private Eventually() {}

    /** A question that may still fail; what it throws counts as a wrong answer. */
    @FunctionalInterface
    public interface Question<T extends @Nullable Object> {
        T ask() throws Exception;
    }

    /** Checks that may still fail with an {@link AssertionError} or an exception. */
    @FunctionalInterface
    public interface Checks {
        void run() throws Exception;
    }

    /** Returns the first right answer; after 30 seconds fails with the last one. */
    public static <T extends @Nullable Object> T eventually(Question<T> question, Predicate<T> right) {
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
                        "Not so within " + TIMEOUT.toSeconds() + " s; the last that was seen: " + last,
                        cause);
            }
            LockSupport.parkNanos(INTERVAL.toNanos());
        }
    }

    /** Returns once all checks pass; after 30 seconds fails as they did last. */
    public static void eventually(Checks checks) {
        eventually(() -> {
            checks.run();
            return true;
        }, done -> done);
    }
}
