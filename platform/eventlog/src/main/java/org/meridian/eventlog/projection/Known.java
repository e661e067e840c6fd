package org.meridian.eventlog.projection;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** What has been applied of one aggregate: the ids of its facts, in the order of their versions from 1. */
final class Known {

    private final int before;
    private final List<UUID> eventIds;

    Known(List<UUID> eventIds) {
        this.before = eventIds.size();
        this.eventIds = new ArrayList<>(eventIds);
    }

    static Known nothing() {
        return new Known(List.of());
    }

    int version() {
        return eventIds.size();
    }

    boolean has(int version, UUID eventId) {
        return eventIds.get(version - 1).equals(eventId);
    }

    void add(UUID eventId) {
        eventIds.add(eventId);
    }

    List<UUID> added() {
        return eventIds.subList(before, eventIds.size());
    }
}
