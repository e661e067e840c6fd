package org.meridian.notifications.digest;

import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the worker does each time: plans for whom that has to be done, and composes what is due. */
final class DigestRound {

    private static final Logger LOG = LoggerFactory.getLogger(DigestRound.class);

    private final PlanDigests planning;
    private final ComposeDigests composing;
    private BooleanSupplier goesOn = () -> true;
    private boolean timeZonesNoted;

    DigestRound(PlanDigests planning, ComposeDigests composing) {
        this.planning = planning;
        this.composing = composing;
    }

    /** Asked between two steps. */
    void goesOnWhile(BooleanSupplier goesOn) {
        this.goesOn = goesOn;
    }

    void run() {
        if (!timeZonesNoted) {
            planning.noteTimeZones();
            timeZonesNoted = true;
        }
        boolean more = true;
        while (more && goesOn.getAsBoolean()) {
            more = planning.some();
        }
        int composed = composing.wave(goesOn);
        if (composed > 0) {
            LOG.info("composed {} digests", composed);
        }
    }
}
