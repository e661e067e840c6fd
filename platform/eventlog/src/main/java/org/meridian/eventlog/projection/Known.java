package org.meridian.eventlog.projection;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.IntFunction;

/** What has been applied of one aggregate: the ids of its facts, in the order of their versions from 1. */
final class Known {

    private final int before;
    private final IntFunction<UUID> earlier;
    private final List<UUID> added = new ArrayList<>();

    Known(List<UUID> eventIds) {
        this(eventIds.size(), version -> eventIds.get(version - 1));
    }

    /**
     * @param version the newest
     * @param earlier the id of the fact with a version from 1 to that one
     */
    Known(int version, IntFunction<UUID> earlier) {
        this.before = version;
        this.earlier = earlier;
    }

    static Known nothing() {
        return new Known(List.of());
    }

    int version() {
        return before + added.size();
    }

    boolean has(int version, UUID eventId) {
        UUID there = version <= before ? earlier.apply(version) : added.get(version - before - 1);
        return there.equals(eventId);
    }

    void add(UUID eventId) {
        added.add(eventId);
    }

    List<UUID> added() {
        return added;
    }
}
