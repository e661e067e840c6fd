package org.meridian.membership.joining;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.EventLog;
import org.meridian.eventlog.event.Entry;
import org.meridian.eventlog.event.Entry.Content;
import org.meridian.eventlog.event.Entry.Fact;
import org.meridian.events.membership.ChangeReason;
import org.meridian.events.membership.MembershipChange;
import org.meridian.events.membership.MembershipChangeRequested;
import org.meridian.membership.qualifier.OfMembership;
import org.meridian.process.settings.NodeSettings;
import org.meridian.schemas.Ids;
import org.meridian.schemas.Topics;
import org.springframework.stereotype.Component;

/** Sends what a moderator here wishes to the group's home in another country. */
@Component
public final class WishToHome {

    /** The home waits for these to have their reason, which may be that none was given. */
    private static final Set<MembershipChange> WITH_A_REASON = EnumSet.of(MembershipChange.REMOVAL,
            MembershipChange.REFUSAL);

    private final String here;
    private final EventLog log;
    private final Clock clock;

    WishToHome(NodeSettings node, @OfMembership EventLog log, Clock clock) {
        this.here = node.node();
        this.log = log;
        this.clock = clock;
    }

    /**
     * Returns the wish's id.
     *
     * @param wished who wishes what; the rest is the same for all wishes
     */
    public String send(MembershipChangeRequested.Builder wished, @Nullable String reason) {
        String id = Ids.create(here);
        MembershipChangeRequested wish = wished.setEventId(Ids.eventId()).setId(id).setVersion(1)
                .setOccurredAt(Ids.occurredAt(clock.instant(), Instant.EPOCH)).build();
        String home = Ids.home(wish.getGroupId());
        List<Entry> entries = new ArrayList<>();
        if (WITH_A_REASON.contains(wish.getChange())) {
            entries.add(new Content(Topics.answersTo(home), new ChangeReason(id, 1, reason)));
        }
        entries.add(new Fact(Topics.requestsTo(home), wish));
        log.append(entries);
        return id;
    }
}
