package org.meridian.membership.groups;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.EventLog;
import org.meridian.eventlog.event.BulkStatement;
import org.meridian.eventlog.event.Entry.Content;
import org.meridian.eventlog.event.Entry.Fact;
import org.meridian.http.IdempotencyKeys;
import org.meridian.membership.groups.GroupDecider.Created;
import org.meridian.membership.groups.GroupDecider.Draft;
import org.meridian.membership.groups.GroupDecider.NewIds;
import org.meridian.membership.qualifier.OfMembership;
import org.meridian.process.settings.NodeSettings;
import org.meridian.schemas.Ids;
import org.meridian.schemas.Topics;
import org.springframework.stereotype.Component;

/** Creates a group: the group, its charter and its first owner in one append. */
@Component
final class CreateGroup {

    private final String home;
    private final EventLog log;
    private final IdempotencyKeys keys;
    private final Clock clock;

    CreateGroup(NodeSettings node, @OfMembership EventLog log, @OfMembership IdempotencyKeys keys, Clock clock) {
        this.home = node.node();
        this.log = log;
        this.keys = keys;
        this.clock = clock;
    }

    /** Returns the new group's id; with an {@code Idempotency-Key} that was used for the same draft, the id given then. */
    String create(Draft draft, String creatorId, @Nullable String key) {
        return keys.once(creatorId, key, draft, () -> Ids.create(home), (id, alongside) -> append(
                GroupDecider.create(draft, creatorId, new NewIds(id, Ids.eventId(), Ids.eventId()), now()),
                draft.isDomestic(), alongside));
    }

    private void append(Created created, boolean domestic, BulkStatement... alongside) {
        log.append(List.of(new Fact(Topics.membership(domestic), created.group()),
                new Content(Topics.charters(domestic), created.charter()),
                new Fact(Topics.membership(domestic), created.owner())), alongside);
    }

    private Instant now() {
        return Ids.occurredAt(clock.instant(), Instant.EPOCH);
    }
}
