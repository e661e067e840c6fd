package org.meridian.node;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

import org.assertj.core.api.Assertions;

/** Waiting in a test: asks again until the answer is right, and fails with the last one it got. */
public final class Eventually {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration INTERVAL = Duration.ofMillis(50);

    private Eventually() {}

    /** A question that may still fail. */
    public interface Question<T> {
        T ask() throws Exception;
    }

    public static <T> T eventually(Question<T> question, Predicate<T> right) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        Object last;
        do {
            try {
                var answer = question.ask();
                if (right.test(answer)) {
                    return answer;
                }
                last = answer;
            } catch (Exception e) {
                last = e;
            }
            LockSupport.parkNanos(INTERVAL.toNanos());
        } while (System.nanoTime() < deadline);
        return Assertions.fail("Not right within " + PATIENCE + "; the last answer was " + last);
    }
}
