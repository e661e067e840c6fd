package org.meridian.posts.publishing;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.meridian.eventlog.event.ArrayParameter;
import org.meridian.eventlog.event.BulkStatement;
import org.meridian.eventlog.event.Entry;
import org.meridian.events.posts.PostPublished;

/**
 * Where a thread stands in the feeds: at the earlier of its own time and its arrival here, noted once. A rebuild leaves
 * it alone.
 */
public final class ArrivalTable {

    private final Clock clock;
    private final String insert;

    public ArrivalTable(Clock clock, String schema) {
        this.clock = clock;
        this.insert = "INSERT INTO %s.arrival SELECT * FROM unnest(?, ?, ?) ON CONFLICT DO NOTHING".formatted(schema);
    }

    public List<BulkStatement> on(List<Entry> entries) {
        List<PostPublished> posts = entries.stream().map(Entry::body).filter(PostPublished.class::isInstance)
                .map(PostPublished.class::cast).toList();
        if (posts.isEmpty()) {
            return List.of();
        }
        Instant now = clock.instant();
        return List.of(BulkStatement.of(insert, ArrayParameter.text(posts, PostPublished::getId),
                ArrayParameter.text(posts, PostPublished::getGroupId),
                ArrayParameter.instants(posts,
                        post -> post.getOccurredAt().isBefore(now) ? post.getOccurredAt() : now)));
    }
}
