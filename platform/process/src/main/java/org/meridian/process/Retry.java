package org.meridian.process;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.springframework.core.retry.RetryException;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;

/** Does something for which a server is needed that may be away: again every second, until it works. */
public final class Retry {

    private static final Duration PAUSE = Duration.ofSeconds(1);
    /** The template keeps what each attempt threw until it ends; an outage may last for days. */
    private static final int ATTEMPTS_AT_A_TIME = 60;

    /** What is tried. */
    @FunctionalInterface
    public interface Step {
        void run() throws Exception;
    }

    private final String complaint;
    private final Logger log;
    private final Predicate<Throwable> away;
    private final RetryTemplate template;

    /**
     * @param complaint what is said of the first failed attempt and of one a minute from then on, for example {@code Kafka is not there yet}
     * @param away      whether what an attempt threw is a reason to try again; anything else ends it
     */
    public Retry(String complaint, Logger log, Predicate<Throwable> away) {
        this.complaint = complaint;
        this.log = log;
        this.away = away;
        this.template = new RetryTemplate(RetryPolicy.builder().maxRetries(ATTEMPTS_AT_A_TIME).delay(PAUSE)
                .predicate(away).build());
    }

    /** @throws InterruptedException as soon as the thread is interrupted, also between two attempts */
    public void untilItWorks(Step step) throws InterruptedException {
        boolean done = false;
        while (!done) {
            var first = new AtomicBoolean(true);
            try {
                template.execute(() -> {
                    attempt(step, first.getAndSet(false));
                    return true;
                });
                done = true;
            } catch (RetryException e) {
                rethrowUnlessAway(e.getLastException());
            }
        }
    }

    private void attempt(Step step, boolean say) throws Exception {
        try {
            step.run();
        } catch (Exception e) {
            if (say && away.test(e)) {
                log.warn("{}, trying again until it works: {}", complaint, e.getMessage());
            }
            throw e;
        }
    }

    private void rethrowUnlessAway(Throwable last) throws InterruptedException {
        if (Thread.interrupted() || last instanceof InterruptedException) {
            throw new InterruptedException();
        }
        if (!away.test(last)) {
            switch (last) {
                case RuntimeException mistake -> throw mistake;
                case Error error -> throw error;
                default -> throw new IllegalStateException(last);
            }
        }
    }
}
