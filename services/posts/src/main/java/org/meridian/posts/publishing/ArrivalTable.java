package org.meridian.posts.publishing;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.meridian.eventlog.event.BulkStatement;
import org.meridian.eventlog.event.Columns;
import org.meridian.eventlog.event.Entry;
import org.meridian.events.posts.PostPublished;

/**
 * Where a thread stands in its group's feed: at the earlier of its own time and its arrival here, noted once; and when it
 * came, for whoever wants what is new. A rebuild leaves it alone.
 */
public final class ArrivalTable {

    private record Arrival(String postId, String groupId, Instant shownAt, Instant arrivedAt) {

        static Arrival of(PostPublished post, Instant now) {
            Instant written = post.getOccurredAt();
            return new Arrival(post.getId(), post.getGroupId(), written.isBefore(now) ? written : now,
                    now);
        }
    }

    private static final Columns<Arrival> ARRIVAL = Columns.of(Arrival.class).text("post_id", Arrival::postId)
            .text("group_id", Arrival::groupId).instant("shown_at", Arrival::shownAt)
            .instant("arrived_at", Arrival::arrivedAt);
    private static final String INSERT = ARRIVAL.insertInto("arrival") + "ON CONFLICT DO NOTHING";

    private final Clock clock;

    public ArrivalTable(Clock clock) {
        this.clock = clock;
    }

    public List<BulkStatement> on(List<Entry> entries) {
        Instant now = clock.instant();
        List<Arrival> arrivals = entries.stream().map(Entry::body).filter(PostPublished.class::isInstance)
                .map(PostPublished.class::cast).map(post -> Arrival.of(post, now)).toList();
        return List.of(ARRIVAL.bind(INSERT, arrivals));
    }
}
