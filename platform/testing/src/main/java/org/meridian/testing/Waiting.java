package org.meridian.testing;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.awaitility.core.ThrowingRunnable;
import org.awaitility.pollinterval.IterativePollInterval;
import org.jspecify.annotations.Nullable;

/** Waiting in a test, with one time-out for all tests: asks again until the answer is right, and fails with the last one. */
public final class Waiting {

    /** Several times what a busy machine takes; only a test that fails waits so long. */
    private static final Duration TIMEOUT = Duration.ofSeconds(90);
    private static final Duration FIRST_INTERVAL = Duration.ofMillis(10);
    private static final Duration LAST_INTERVAL = Duration.ofMillis(50);

    private Waiting() {}

    /** Returns the first right answer; null is a wrong one, and so is what the question throws. */
    public static <T> T eventually(Callable<? extends @Nullable T> question, Predicate<? super T> right) {
        return eventually(TIMEOUT, question, right);
    }

    /** The same for what takes longer than all else. */
    public static <T> T eventually(Duration timeout, Callable<? extends @Nullable T> question,
            Predicate<? super T> right) {
        return waiting(timeout).until(question, right);
    }

    /** Returns once all checks pass; what they throw counts as not passing. */
    public static void eventually(ThrowingRunnable checks) {
        waiting(TIMEOUT).untilAsserted(checks);
    }

    private static ConditionFactory waiting(Duration timeout) {
        return Awaitility.await().atMost(timeout).pollInSameThread().pollDelay(Duration.ZERO)
                .pollInterval(IterativePollInterval.iterative(Waiting::longer, FIRST_INTERVAL)).ignoreExceptions();
    }

    private static Duration longer(Duration interval) {
        Duration twice = interval.multipliedBy(2);
        return twice.compareTo(LAST_INTERVAL) < 0 ? twice : LAST_INTERVAL;
    }
}
