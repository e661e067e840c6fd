package org.meridian.web.trial;

import java.time.Duration;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.decision.Refusal;

/** Waits for what comes from another country, or by mail. */
final class Patience {

    private static final Duration MOST = Duration.ofSeconds(30);
    private static final Duration BETWEEN = Duration.ofMillis(50);
    /** What is not here yet looks as if it were not there, and who has just been let in is not known everywhere. */
    private static final Set<Refusal.Kind> NOT_YET = Set.of(Refusal.Kind.MISSING, Refusal.Kind.FORBIDDEN);

    private Patience() {}

    /** It did not come in time. */
    static final class Lost extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Lost(@Nullable Throwable last) {
            super("nothing came within " + MOST.toSeconds() + " s", last);
        }
    }

    /** @param look null, or a refusal that time may heal, as long as it is not there */
    static <T> T until(Supplier<@Nullable T> look) {
        long begun = System.nanoTime();
        while (true) {
            Refusal refused = null;
            try {
                T found = look.get();
                if (found != null) {
                    return found;
                }
            } catch (Refusal refusal) {
                if (!NOT_YET.contains(refusal.kind())) {
                    throw refusal;
                }
                refused = refusal;
            }
            if (System.nanoTime() - begun > MOST.toNanos()) {
                throw new Lost(refused);
            }
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(BETWEEN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Lost(e);
        }
    }
}
