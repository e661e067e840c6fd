package org.meridian.notifications.digest;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.meridian.calendar.WorkingDays;
import org.meridian.eventlog.database.Database;
import org.meridian.mail.queue.Mailing;
import org.meridian.mail.queue.Mailings;
import org.meridian.notifications.Notifications;
import org.meridian.notifications.arrivals.Arrivals;
import org.meridian.notifications.clock.DigestClock;
import org.meridian.notifications.digest.DigestTable.Composed;
import org.meridian.notifications.digest.DigestTable.Planned;
import org.meridian.notifications.digest.DigestTable.Waiting;
import org.meridian.notifications.schedule.Schedules;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Composes what is due: fixes a digest's items, moves its member's cutoff, plans the next and posts a mailing, all in one
 * transaction for a batch. Where its window ends follows from when it was due, so that a crash changes nothing.
 */
@Component
final class ComposeDigests {

    private static final int BATCH = 500;

    private final TransactionTemplate transaction;
    private final DigestClock clock;
    private final Clock realClock;
    private final Arrivals arrivals;
    private final WorkingDays workingDays;
    private final DigestTable digests;
    private final Readers readers;
    private final WindowCache windows;
    private final AtOnceItems atOnce;
    private final Mailings mailings;
    private volatile boolean underWay;

    ComposeDigests(@Notifications Database database, DigestClock clock, Clock realClock, Arrivals arrivals,
            WorkingDays workingDays, DigestTable digests, Readers readers, WindowCache windows,
            AtOnceItems atOnce, @Notifications Mailings mailings) {
        this.transaction = database.transaction();
        this.clock = clock;
        this.realClock = realClock;
        this.arrivals = arrivals;
        this.workingDays = workingDays;
        this.digests = digests;
        this.readers = readers;
        this.windows = windows;
        this.atOnce = atOnce;
        this.mailings = mailings;
    }

    /** Whether a wave is being composed, which goes faster when nothing of it is sent yet. */
    boolean isUnderWay() {
        return underWay;
    }

    /** Composes all that is due, oldest first; says how many. */
    int wave(BooleanSupplier goesOn) {
        int all = 0;
        underWay = true;
        try {
            int some = 1;
            while (some > 0 && goesOn.getAsBoolean()) {
                some = composeSome();
                all += some;
            }
        } finally {
            windows.forget(); // between two waves things change
            underWay = false;
        }
        if (all > 0) {
            mailings.wake();
        }
        return all;
    }

    private int composeSome() {
        Integer composed = transaction.execute(status -> {
            digests.lock();
            Instant now = clock.now();
            List<Waiting> due = digests.due(now, BATCH);
            if (!due.isEmpty()) {
                compose(due, now);
            }
            return due.size();
        });
        return composed == null ? 0 : composed;
    }

    private void compose(List<Waiting> due, Instant now) {
        Map<String, Reader> known = readers.load(due.stream().map(Waiting::memberId).toList());
        List<Composed> composed = select(due, known);
        digests.compose(composed);
        digests.plan(due.stream().map(it -> next(it, known.get(it.memberId()), now)).flatMap(Optional::stream)
                .toList());
        List<Waiting> full = composed.stream().filter(it -> !it.selection().isEmpty()).map(Composed::digest).toList();
        digests.announceOnceSent(full.stream().map(Waiting::id).toList());
        mailings.add(
                full.stream().map(it -> new Mailing(DigestMessages.PREFIX + it.id(), it.memberId(), DigestMessages.KIND,
                        it.id())).toList(),
                realClock.instant());
    }

    private List<Composed> select(List<Waiting> due, Map<String, Reader> known) {
        Map<Instant, Long> ends = new HashMap<>();
        due.forEach(it -> ends.computeIfAbsent(it.dueAt(), this::positionBefore));
        Set<Windows.Key> keys = new HashSet<>();
        for (Waiting it : due) {
            Reader reader = known.get(it.memberId());
            if (reader != null) {
                keys.addAll(reader.windows(it.from().position(), requireNonNull(ends.get(it.dueAt()))));
            }
        }
        Map<Windows.Key, GroupWindow> said = windows.load(keys);
        AtOnceItems.Mailed mailed = atOnce.after(due.stream().map(Waiting::from).toList());
        List<Composed> composed = new ArrayList<>();
        for (Waiting it : due) {
            long to = requireNonNull(ends.get(it.dueAt()));
            Reader reader = known.get(it.memberId());
            composed.add(new Composed(it, to, reader == null
                    ? Selection.NOTHING
                    : reader.select(it.from().position(), to, said, mailed)));
        }
        return composed;
    }

    /** What arrives at the very moment belongs to the next, since more may still arrive at it. */
    private long positionBefore(Instant dueAt) {
        return arrivals.positionAt(dueAt.minusNanos(1_000));
    }

    /** Dates that were missed are past: this one was for all of them. */
    private Optional<Planned> next(Waiting digest, @Nullable Reader reader, Instant now) {
        Instant after = digest.dueAt().isAfter(now) ? digest.dueAt() : now;
        return reader == null
                ? Optional.empty()
                : Schedules.next(reader.schedule(), workingDays, digest.date(), after)
                        .map(due -> Planned.of(digest.memberId(), due, reader.zone()));
    }
}
