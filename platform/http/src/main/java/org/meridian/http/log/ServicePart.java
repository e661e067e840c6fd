package org.meridian.http.log;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.Agreement.GroupFacts;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.eventlog.outbox.Outbox;
import org.meridian.eventlog.projection.MinuteLatency;
import org.meridian.eventlog.projection.Parked;
import org.meridian.eventlog.projection.Parked.Discarded;

/**
 * One service's part of the operator's calls, wherever that service runs. Of a service that does not answer every call
 * throws a {@link Refusal} of the kind {@code UNAVAILABLE}; what one elsewhere refuses is thrown as it says it.
 */
public interface ServicePart {

    /** Milliseconds from a record's own time until its rows were committed here, over the last minutes; null when nothing came. */
    record Latency(@Nullable Double p50, @Nullable Double p99) {}

    /**
     * How the service does.
     *
     * @param state         {@code open} or {@code catching-up}
     * @param settled       whether nothing is on its way from the service to Kafka or from Kafka to its rows
     * @param latencyMillis by peer, of those from whom records came
     * @param revocationMillis the same from a peer's decision to remove somebody until they had lost it here, over the last day
     * @param heldBack      by peer, of those of whom so much is parked that more stays in Kafka: for which reason
     */
    record State(String service, String state, boolean settled, long parked, Map<String, Latency> latencyMillis,
            Map<String, Latency> revocationMillis, Map<String, String> heldBack) {

        public State {
            // a service of an earlier release says neither
            heldBack = heldBack == null ? Map.of() : heldBack;
            revocationMillis = revocationMillis == null ? Map.of() : revocationMillis;
        }
    }

    /**
     * What is on its way.
     *
     * @param outbox from the service to Kafka
     * @param topics from Kafka to the service's rows, in records by topic; those with none are left out
     */
    record Behind(Outbox.Waiting outbox, Map<String, Long> topics) {}

    /**
     * @param discarded how many records were waited for until now
     * @param following how many are still waited for that came after this one for the same key in the same topic
     */
    record Discarding(int discarded, int following) {}

    /** What it has applied of the groups that all countries share. */
    record Holdings(boolean settled, List<GroupFacts> items) {}

    String service();

    State state();

    /** Of the minutes of the last day in which something came from a peer, oldest first. */
    List<MinuteLatency> latencies(String from);

    Behind behind() throws InterruptedException;

    /**
     * Oldest first.
     *
     * @param discarded those that are waited for, or those that are not any more
     */
    List<Parked.Item> parked(boolean discarded, int limit);

    /**
     * Notes that nobody waits for a parked record any more.
     *
     * @param withFollowing those too that came after it for the same key in the same topic
     */
    Discarding discard(long parkedId, Discarded discarded, boolean withFollowing);

    /** Tries a parked record, and all that is parked of its aggregate, again; says whether anything was applied. */
    boolean retry(long parkedId) throws InterruptedException;

    Holdings holdings();
}
