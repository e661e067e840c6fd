package org.meridian.process;

import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.retry.RetryListener;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryState;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.core.retry.Retryable;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Does again what the database took back because it and somebody else waited for each other (a deadlock), or could not both
 * be done (a serialisation failure). Nothing of it was done then, and nobody who asked for it has to know.
 */
public final class Collisions {

    /** A deadlock takes PostgreSQL a second to notice: a request is over before its caller gives up. */
    private static final int TRIED_AGAIN = 5;
    private static final Duration REST = Duration.ofMillis(10);
    private static final Logger LOG = LoggerFactory.getLogger(Collisions.class);
    private static final RetryTemplate TEMPLATE = template();

    private Collisions() {}

    private static RetryTemplate template() {
        // The rests differ by chance: the two would meet again otherwise.
        var template = new RetryTemplate(RetryPolicy.builder().includes(PessimisticLockingFailureException.class)
                .maxRetries(TRIED_AGAIN).delay(REST).jitter(REST).multiplier(2).build());
        template.setRetryListener(new RetryListener() {
            @Override
            public void beforeRetry(RetryPolicy policy, Retryable<?> work, RetryState state) {
                LOG.warn("Collided with somebody else's change, trying again: {}", firstLine(
                        NestedExceptionUtils.getMostSpecificCause(state.getLastException())));
            }
        });
        return template;
    }

    /** What follows says which rows. */
    private static String firstLine(Throwable cause) {
        return String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    }

    /**
     * Five times more at the most. What is a part of a transaction is left to whoever tries that one again whole.
     *
     * @throws PessimisticLockingFailureException if it collided each time
     */
    public static <T extends @Nullable Object> T triedAgain(Supplier<T> work) {
        return TransactionSynchronizationManager.isActualTransactionActive() ? work.get() : TEMPLATE.invoke(work);
    }
}
