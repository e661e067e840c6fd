package org.meridian.http.log;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.Agreement.GroupFacts;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.eventlog.projection.Parked;

/**
 * One service's part of the operator's calls, wherever that service runs. Of a service that does not answer every call
 * throws a {@link Refusal} of the kind {@code UNAVAILABLE}; what one elsewhere refuses is thrown as it says it.
 */
public interface ServicePart {

    /** Milliseconds from a record's own time until its rows were committed here, over the last minutes. */
    record Latency(@Nullable Double p50, @Nullable Double p99) {}

    /**
     * How the service does.
     *
     * @param state         {@code open} or {@code catching-up}
     * @param settled       whether nothing is on its way from the service to Kafka or from Kafka to its rows
     * @param latencyMillis by peer, of those from whom records came
     */
    record State(String service, String state, boolean settled, long parked, Map<String, Latency> latencyMillis) {}

    /** What it has applied of the groups that all countries share. */
    record Holdings(boolean settled, List<GroupFacts> items) {}

    String service();

    State state();

    /** Oldest first. */
    List<Parked.Item> parked(int limit);

    /** Tries a parked record, and all that is parked of its aggregate, again; says whether anything was applied. */
    boolean retry(long parkedId) throws InterruptedException;

    Holdings holdings();
}
