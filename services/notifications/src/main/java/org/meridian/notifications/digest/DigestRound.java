package org.meridian.notifications.digest;

import java.time.Duration;
import org.meridian.eventlog.EventLog;
import org.meridian.notifications.Notifications;
import org.meridian.notifications.clock.DigestClock;
import org.meridian.process.Worker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** What the worker does each time: plans for whom that has to be done, and composes what is due. */
@Component
final class DigestRound {

    private static final Logger LOG = LoggerFactory.getLogger(DigestRound.class);
    private static final Duration POLL = Duration.ofSeconds(1);

    private final PlanDigests planning;
    private final ComposeDigests composing;
    private final Worker worker;
    private boolean timeZonesNoted;

    DigestRound(@Notifications EventLog log, DigestClock clock, PlanDigests planning, ComposeDigests composing) {
        this.planning = planning;
        this.composing = composing;
        this.worker = log.worker("digests", POLL, this::run);
        clock.whenPut(worker::wake);
    }

    private void run() {
        if (!timeZonesNoted) {
            planning.noteTimeZones();
            timeZonesNoted = true;
        }
        boolean more = true;
        while (more && worker.isRunning()) {
            more = planning.planSome();
        }
        int composed = composing.wave(worker::isRunning);
        if (composed > 0) {
            LOG.info("composed {} digests", composed);
        }
    }
}
