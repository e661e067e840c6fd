package org.meridian.notifications.digest;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.EventLog;
import org.meridian.eventlog.database.Database;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.notifications.Notifications;
import org.meridian.notifications.arrivals.Arrivals;
import org.meridian.notifications.clock.DigestClock;
import org.meridian.notifications.digest.DigestTable.Cutoff;
import org.meridian.notifications.digest.DigestTable.Planned;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** What a member's next digest would say if it went now, and when it goes. */
@Component
final class PreviewDigest {

    /** @param planned null when they want none */
    record Preview(Reader reader, @Nullable Planned planned, Instant coversSince, Selection selection) {}

    private final EventLog log;
    private final TransactionTemplate transaction;
    private final DigestClock clock;
    private final Arrivals arrivals;
    private final DigestTable digests;
    private final PlanDigests planning;
    private final Readers readers;
    private final Windows windows;
    private final AtOnceItems atOnce;

    PreviewDigest(@Notifications EventLog log, @Notifications Database database, DigestClock clock, Arrivals arrivals,
            DigestTable digests, PlanDigests planning, Readers readers, Windows windows, AtOnceItems atOnce) {
        this.log = log;
        this.transaction = database.transaction();
        this.clock = clock;
        this.arrivals = arrivals;
        this.digests = digests;
        this.planning = planning;
        this.readers = readers;
        this.windows = windows;
        this.atOnce = atOnce;
    }

    /** @throws Refusal for whoever is no member of this node, after time to learn of them */
    Preview of(String memberId) {
        return log.find(() -> Optional.ofNullable(transaction.execute(status -> preview(memberId))))
                .orElseThrow(() -> Refusal.notFound("member"));
    }

    private @Nullable Preview preview(String memberId) {
        Reader reader = readers.find(memberId).orElse(null);
        if (reader == null) {
            return null;
        }
        Instant now = clock.now();
        long to = arrivals.positionAt(now);
        Cutoff from = digests.cutoff(memberId).orElse(new Cutoff(memberId, to, now));
        Selection selection = reader.select(from.position(), to,
                windows.read(reader.windows(from.position(), to)), atOnce.after(List.of(from)));
        return new Preview(reader, planning.next(memberId).orElse(null), from.at(), selection);
    }
}
