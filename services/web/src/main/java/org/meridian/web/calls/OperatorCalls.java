package org.meridian.web.calls;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.DeleteExchange;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;

/** The operator service, for operators. {@code caller} is the Authorization header, as {@code Visit.caller()} has it. */
@HttpExchange("/api")
public interface OperatorCalls {

    /**
     * @param state   {@code open}, {@code catching-up} or {@code down}
     * @param parked  null where it could not be asked
     * @param problem why it is down
     */
    record Service(String service, String state, @Nullable Long parked, @Nullable String problem) {}

    record Node(String node, String state, List<String> peers, List<Service> services) {}

    /** In milliseconds; null where nothing came. */
    record Latency(@Nullable Double p50, @Nullable Double p99) {}

    /**
     * @param revocationMillis until somebody who is removed there has lost it here
     * @param state    {@code starting}, {@code running}, {@code pausing}, {@code paused} or {@code down}
     * @param heldBack sentences about services that have parked so much of this peer that the next record waits in Kafka
     */
    record Link(String from, String state, @Nullable Long lagRecords, @Nullable Instant lastRecordAt,
            Latency latencyMillis, Latency revocationMillis, @Nullable String problem, List<String> heldBack) {

        public Link {
            // an operator's process of an earlier release says neither
            heldBack = heldBack == null ? List.of() : heldBack;
            revocationMillis = revocationMillis == null ? new Latency(null, null) : revocationMillis;
        }
    }

    record Minute(Instant at, @Nullable String state, @Nullable Long lagRecords, @Nullable Latency latencyMillis) {}

    record History(String from, List<Minute> items, List<String> problems) {}

    /** @param since when the oldest of them was decided */
    record Outbox(long records, @Nullable Instant since) {}

    /** @param problem why it could not be asked; then the others are null */
    record Projection(String service, @Nullable Outbox outbox, @Nullable Long lagRecords, @Nullable String problem) {}

    record Discarded(Instant at, String by, String why) {}

    /** A record that could not be applied. */
    record Parked(String id, String service, String topic, int partition, long offset, String key, String reason,
            String detail, Instant parkedAt, @Nullable Discarded discarded) {

        /** Whether what it lacks can be expected to come by itself. */
        public boolean isWaiting() {
            return Set.of("gap", "unknown-schema", "unknown-type").contains(reason);
        }
    }

    /** @param problems of services that do not answer, and whose records are not among these; null for none */
    record ParkedRecords(List<Parked> items, @Nullable List<String> problems) {

        public ParkedRecords {
            problems = problems == null ? List.of() : problems;
        }
    }

    record Retried(boolean applied) {}

    record Discard(String reason, boolean following) {}

    /** @param state {@code equal}, {@code settling} or {@code differs} */
    record Compared(String group, String home, long facts, String state, long theirFacts) {}

    record Comparison(String with, String state, List<Compared> items) {}

    @GetExchange("/node")
    Node node(@RequestHeader(HttpHeaders.AUTHORIZATION) String caller);

    @GetExchange("/links")
    Items<Link> links(@RequestHeader(HttpHeaders.AUTHORIZATION) String caller);

    /** Of the last day. */
    @GetExchange("/links/{from}/history")
    History history(@RequestHeader(HttpHeaders.AUTHORIZATION) String caller, @PathVariable String from);

    @PostExchange("/links/{from}/pause")
    void pause(@RequestHeader(HttpHeaders.AUTHORIZATION) String caller, @PathVariable String from);

    @PostExchange("/links/{from}/resume")
    void resume(@RequestHeader(HttpHeaders.AUTHORIZATION) String caller, @PathVariable String from);

    @GetExchange("/projections")
    Items<Projection> projections(@RequestHeader(HttpHeaders.AUTHORIZATION) String caller);

    /** @param discarded those that were given up, else those that are waited for */
    @GetExchange("/parked")
    ParkedRecords parked(@RequestHeader(HttpHeaders.AUTHORIZATION) String caller, @RequestParam boolean discarded,
            @RequestParam int limit);

    @PostExchange("/parked/{id}/retry")
    Retried retry(@RequestHeader(HttpHeaders.AUTHORIZATION) String caller, @PathVariable String id);

    @DeleteExchange("/parked/{id}")
    void discard(@RequestHeader(HttpHeaders.AUTHORIZATION) String caller, @PathVariable String id,
            @RequestBody Discard discard);

    /** Takes a moment longer where the two differ. */
    @GetExchange("/agreement")
    Comparison agreement(@RequestHeader(HttpHeaders.AUTHORIZATION) String caller, @RequestParam String with);
}
