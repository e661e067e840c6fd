package org.meridian.eventlog.projection;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.meridian.schemas.Topics;

/**
 * How much may be parked of each peer for each reason. What the table holds is asked for now and then; in between it is counted
 * by what comes in, uncompressed, so that it is never thought to be less than it is. For the projection's thread.
 */
final class Quota {

    /** As long as it is full it is looked at again so often; something may have been applied or given up. */
    static final Duration LOOK_AGAIN = Duration.ofSeconds(5);

    private record Cause(String peer, String reason) {}

    private record Sum(long records, long bytes) {

        Sum and(long moreRecords, long moreBytes) {
            return new Sum(records + moreRecords, bytes + moreBytes);
        }
    }

    private static final Sum NOTHING = new Sum(0, 0);

    private final Parked parked;
    private final long mostRecords;
    private final long mostBytes;
    private final Map<Cause, Sum> used = new HashMap<>();
    private boolean looked;
    private long lookedAt;

    Quota(Parked parked, long mostRecords, long mostBytes) {
        this.parked = parked;
        this.mostRecords = mostRecords;
        this.mostBytes = mostBytes;
    }

    static Quota without(Parked parked) {
        return new Quota(parked, Long.MAX_VALUE, Long.MAX_VALUE);
    }

    /** Those that cannot be parked, in order; what was parked before, or is this node's own, always can. */
    List<SetAside> withoutRoom(List<SetAside> setAside) {
        if (mostRecords == Long.MAX_VALUE || setAside.stream().noneMatch(it -> cause(it) != null)) {
            return List.of();
        }
        if (!looked || System.nanoTime() - lookedAt >= LOOK_AGAIN.toNanos()
                && used.values().stream().anyMatch(this::isFull)) {
            look();
        }
        Map<Cause, Sum> after = new HashMap<>(used);
        return setAside.stream().filter(it -> !fits(it, after)).toList();
    }

    private boolean fits(SetAside it, Map<Cause, Sum> after) {
        Cause cause = cause(it);
        if (cause == null) {
            return true;
        }
        boolean fits = !isFull(after.getOrDefault(cause, NOTHING));
        if (fits) {
            add(it, cause, after);
        }
        return fits;
    }

    private boolean isFull(Sum sum) {
        return sum.records() >= mostRecords || sum.bytes() >= mostBytes;
    }

    private static @Nullable Cause cause(SetAside it) {
        String peer = it.isNew() ? Topics.place(it.record().topic()).peer() : null;
        return peer == null ? null : new Cause(peer, it.reason().text());
    }

    private static void add(SetAside it, Cause cause, Map<Cause, Sum> to) {
        byte[] value = it.record().value();
        to.merge(cause, new Sum(1, value == null ? 0 : value.length),
                (one, other) -> one.and(other.records(), other.bytes()));
    }

    private void look() {
        used.clear();
        for (Parked.Usage usage : parked.usage()) {
            @Nullable
            String peer = Topics.place(usage.topic()).peer();
            if (peer != null) {
                used.merge(new Cause(peer, usage.reason()), new Sum(usage.records(), usage.bytes()),
                        (one, other) -> one.and(other.records(), other.bytes()));
            }
        }
        looked = true;
        lookedAt = System.nanoTime();
    }

    /** What was parked in a transaction that has been committed. */
    void count(List<SetAside> added) {
        for (SetAside it : added) {
            Cause cause = cause(it);
            if (cause != null) {
                add(it, cause, used);
            }
        }
    }
}
