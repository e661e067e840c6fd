package org.meridian.notifications.digest;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
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
import org.meridian.notifications.digest.DigestTable.Place;
import org.meridian.notifications.digest.DigestTable.Planned;
import org.meridian.notifications.digest.DigestTable.Waiting;
import org.meridian.notifications.schedule.Schedules;
import org.meridian.process.settings.NodeSettings;
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
    private final String node;
    private volatile boolean underWay;

    ComposeDigests(@Notifications Database database, DigestClock clock, Clock realClock, Arrivals arrivals,
            WorkingDays workingDays, DigestTable digests, Readers readers, WindowCache windows,
            AtOnceItems atOnce, @Notifications Mailings mailings, NodeSettings node) {
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
        this.node = node.node();
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
            List<Waiting> some = composeSome(Place.BEFORE_ALL);
            while (!some.isEmpty()) {
                all += some.size();
                some = goesOn.getAsBoolean() ? composeSome(some.getLast().place()) : List.of();
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

    private List<Waiting> composeSome(Place after) {
        return requireNonNull(transaction.execute(status -> {
            digests.lock();
            Instant now = clock.now();
            List<Waiting> due = digests.due(now, after, BATCH);
            if (!due.isEmpty()) {
                compose(due, now);
            }
            return due;
        }));
    }

    private void compose(List<Waiting> due, Instant now) {
        Map<String, Reader> known = readers.load(due.stream().map(Waiting::memberId).toList());
        List<Composed> composed = select(due, known);
        digests.compose(composed);
        digests.plan(due.stream().map(it -> next(it, known.get(it.memberId()), now)).flatMap(Optional::stream)
                .toList());
        List<Waiting> full = composed.stream().filter(it -> !it.selection().isEmpty()).map(Composed::digest).toList();
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
        Map<String, Instant> fromAbroad = fromAbroad(said.values());
        List<Composed> composed = new ArrayList<>();
        for (Waiting it : due) {
            long to = requireNonNull(ends.get(it.dueAt()));
            Reader reader = known.get(it.memberId());
            Selection selection = reader == null
                    ? Selection.NOTHING
                    : reader.select(it.from().position(), to, said, mailed);
            composed.add(new Composed(it, to, selection, late(selection, it.from().at(), fromAbroad)));
        }
        return composed;
    }

    /** When what other countries wrote was written, by item. */
    private Map<String, Instant> fromAbroad(Collection<GroupWindow> said) {
        Map<String, Instant> written = new HashMap<>();
        said.stream().flatMap(it -> it.arrived().stream()).filter(it -> !it.home().equals(node))
                .forEach(it -> written.put(it.id(), it.writtenAt()));
        return written;
    }

    private static int late(Selection selection, Instant coversSince, Map<String, Instant> fromAbroad) {
        return (int) selection.items().stream()
                .filter(it -> fromAbroad.getOrDefault(it.itemId(), Instant.MAX).isBefore(coversSince)).count();
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
