package org.meridian.eventlog.projection;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.meridian.eventlog.event.Entry;
import org.meridian.events.membership.EndReason;
import org.meridian.events.membership.MembershipEnded;
import org.meridian.schemas.Ids;

/** The home of a group has removed somebody: how soon that holds here is what it is worth. */
record Revocation(String home, Instant decidedAt) {

    static List<Revocation> among(List<Entry> entries) {
        return entries.stream().flatMap(Revocation::of).toList();
    }

    private static Stream<Revocation> of(Entry entry) {
        return entry.body() instanceof MembershipEnded ended && ended.getReason() == EndReason.REMOVED
                ? Stream.of(new Revocation(Ids.home(ended.getId()), ended.getOccurredAt()))
                : Stream.empty();
    }
}
