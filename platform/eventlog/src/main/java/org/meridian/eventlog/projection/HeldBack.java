package org.meridian.eventlog.projection;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.meridian.schemas.Topics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The partitions that are paused because what they hold next cannot be parked; each is tried again now and then. */
final class HeldBack {

    private static final Logger LOG = LoggerFactory.getLogger(HeldBack.class);

    private final String service;
    private final Consumer<?, ?> consumer;
    private final Map<TopicPartition, Held> held = new HashMap<>();
    private Set<TopicPartition> paused = Set.of();
    private long again;
    private volatile Map<String, String> byPeer = Map.of();

    HeldBack(String service, Consumer<?, ?> consumer) {
        this.service = service;
        this.consumer = consumer;
    }

    /** @param read what a batch has read of its partitions, and of which it held some back */
    void after(Set<TopicPartition> read, Map<TopicPartition, Held> heldNow) {
        boolean changed = held.keySet().removeIf(it -> read.contains(it) && !heldNow.containsKey(it));
        if (!heldNow.isEmpty()) {
            heldNow.forEach((partition, it) -> consumer.seek(partition, it.record().offset()));
            consumer.pause(heldNow.keySet());
            paused = new HashSet<>(paused);
            paused.addAll(heldNow.keySet());
            again = System.nanoTime() + Quota.LOOK_AGAIN.toNanos();
            held.putAll(heldNow);
        }
        if (changed || !heldNow.isEmpty()) {
            tell();
        }
    }

    private void tell() {
        Map<String, String> now = new TreeMap<>();
        held.values().forEach(it -> now.put(peer(it), it.reason().text()));
        now.forEach((peer, reason) -> {
            if (!byPeer.containsKey(peer)) {
                LOG.warn(
                        "{}: so much of {} is parked as {} that the next such record, and what follows in its partition,"
                                + " stays in Kafka until there is room",
                        service, peer, reason);
            }
        });
        byPeer.keySet().stream().filter(peer -> !now.containsKey(peer))
                .forEach(peer -> LOG.info("{}: nothing of {} is held back any more", service, peer));
        byPeer = Map.copyOf(now);
    }

    private static String peer(Held it) {
        return String.valueOf(Topics.place(it.record().topic()).peer());
    }

    boolean holds(TopicPartition partition) {
        return held.containsKey(partition);
    }

    /** For each peer of which something is held back one of the reasons. */
    Map<String, String> byPeer() {
        return byPeer;
    }

    void readAgainIfDue() {
        if (!paused.isEmpty() && System.nanoTime() - again >= 0) {
            paused.retainAll(consumer.assignment());
            consumer.resume(paused);
            paused = Set.of();
        }
    }

    void letGo(TopicPartition partition) {
        if (held.remove(partition) != null) {
            tell();
        }
    }
}
