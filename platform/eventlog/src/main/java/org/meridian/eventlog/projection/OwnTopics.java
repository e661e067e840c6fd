package org.meridian.eventlog.projection;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.meridian.schemas.RecordType;
import org.meridian.schemas.Topics;

/**
 * The topics that the service writes itself, each record together with its rows: reading them only moves offsets, for which
 * nobody waits. After each batch they rest, while all others are read at once.
 */
final class OwnTopics {

    private static final Duration REST = Duration.ofMillis(250);

    private final String service;
    private final Consumer<?, ?> consumer;
    private final Map<String, Boolean> known = new HashMap<>();
    private Set<TopicPartition> resting = Set.of();
    private long again = System.nanoTime() - Projection.FETCH_WAIT.toNanos();

    OwnTopics(String service, Consumer<?, ?> consumer) {
        this.service = service;
        this.consumer = consumer;
    }

    void restAfter(List<Incoming> batch) {
        if (!areResting() && batch.stream().anyMatch(it -> isOwn(it.topic()))) {
            resting = new HashSet<>(consumer.assignment());
            resting.removeIf(it -> !isOwn(it.topic()));
            consumer.pause(resting);
            again = System.nanoTime() + REST.toNanos();
        }
    }

    boolean areResting() {
        return !resting.isEmpty();
    }

    /** Whether a fetch that was sent since their rest would have brought by now what they hold. */
    boolean areSeen() {
        return !areResting() && System.nanoTime() - again >= Projection.FETCH_WAIT.toNanos();
    }

    Duration leftOfTheirRest() {
        return Duration.ofNanos(Math.max(0, again - System.nanoTime()));
    }

    void readAgainIfDue() {
        if (areResting() && System.nanoTime() - again >= 0) {
            resting.retainAll(consumer.assignment());
            consumer.resume(resting);
            resting = Set.of();
        }
    }

    private boolean isOwn(String topic) {
        return known.computeIfAbsent(topic, name -> {
            Topics.Place place = Topics.place(name);
            return place.peer() == null && RecordType.isWrittenBy(service, place.base());
        });
    }
}
