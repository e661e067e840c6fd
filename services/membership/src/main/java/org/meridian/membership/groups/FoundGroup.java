package org.meridian.membership.groups;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.EventLog;
import org.meridian.eventlog.event.Entry.Fact;
import org.meridian.eventlog.event.Entry.Words;
import org.meridian.eventlog.event.Ids;
import org.meridian.eventlog.event.Write;
import org.meridian.eventlog.web.IdempotencyKeys;
import org.meridian.membership.groups.GroupDecider.Draft;
import org.meridian.membership.groups.GroupDecider.Founded;
import org.meridian.membership.groups.GroupDecider.NewIds;
import org.meridian.schemas.Topics;

/** Founds a group: the group, its charter and its first owner in one append. */
final class FoundGroup {

    private final String home;
    private final EventLog log;
    private final IdempotencyKeys keys;
    private final Clock clock;

    FoundGroup(String home, EventLog log, IdempotencyKeys keys, Clock clock) {
        this.home = home;
        this.log = log;
        this.keys = keys;
        this.clock = clock;
    }

    /** Returns the new group's id; with an {@code Idempotency-Key} that was used for the same draft, the id given then. */
    String found(Draft draft, String founderId, @Nullable String key) {
        return keys.once(founderId, key, draft, () -> Ids.create(home), (id, besides) -> append(
                GroupDecider.found(draft, founderId, new NewIds(id, Ids.eventId(), Ids.eventId()), now()),
                draft.isDomestic(), besides));
    }

    private void append(Founded founded, boolean domestic, Write... besides) {
        log.append(List.of(new Fact(Topics.membership(domestic), founded.group()),
                new Words(Topics.charters(domestic), founded.charter()),
                new Fact(Topics.membership(domestic), founded.owner())), besides);
    }

    private Instant now() {
        return Ids.occurredAt(clock.instant(), Instant.EPOCH);
    }
}
