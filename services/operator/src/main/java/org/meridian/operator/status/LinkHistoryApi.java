package org.meridian.operator.status;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.http.log.ServicePart;
import org.meridian.http.log.ServicePart.Latency;
import org.meridian.http.log.ServicePart.MinuteLatency;
import org.meridian.http.log.ServiceParts;
import org.meridian.operator.links.LinkHistory;
import org.meridian.operator.links.LinkState;
import org.meridian.operator.links.Links;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** How a link did in the last day, minute by minute, as far as the processes that saw it run that long. */
@RestController
class LinkHistoryApi {

    /**
     * A minute.
     *
     * @param at            when it began
     * @param state         the worst of it; null where only latencies are known
     * @param lagRecords    the most records that were in the peer's topics and not here; null while that was not known
     * @param latencyMillis of the slowest service; null where nothing came
     */
    record Minute(Instant at, @Nullable LinkState state, @Nullable Long lagRecords, @Nullable Latency latencyMillis) {}

    /** @param problems of services that do not answer, and whose latencies are not among these */
    record History(String from, List<Minute> items, @Nullable String next, List<String> problems) {}

    private final ServiceParts services;
    private final Links links;

    LinkHistoryApi(ServiceParts services, Links links) {
        this.services = services;
        this.links = links;
    }

    /** Oldest first; at most 1,441 minutes. */
    @GetMapping("/api/links/{from}/history")
    History history(Authentication caller, @PathVariable String from) {
        List<LinkHistory.Minute> seen = links.history(from).orElseThrow(() -> Refusal.notFound("link"));
        Map<Instant, Minute> minutes = new TreeMap<>();
        seen.forEach(it -> minutes.put(it.at(), new Minute(it.at(), it.state(), it.lagRecords(), null)));
        List<String> problems = new ArrayList<>();
        for (ServicePart part : services.askedBy(caller)) {
            try {
                part.latencies(from).forEach(it -> minutes.merge(it.at(), of(it), LinkHistoryApi::both));
            } catch (Refusal away) {
                problems.add(away.sentence());
            }
        }
        return new History(from, List.copyOf(minutes.values()), null, problems);
    }

    private static Minute of(MinuteLatency latency) {
        return new Minute(latency.at(), null, null, new Latency(latency.p50(), latency.p99()));
    }

    private static Minute both(Minute one, Minute other) {
        return new Minute(one.at(), one.state(), one.lagRecords(), slower(one.latencyMillis(), other.latencyMillis()));
    }

    private static @Nullable Latency slower(@Nullable Latency one, @Nullable Latency other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return new Latency(more(one.p50(), other.p50()), more(one.p99(), other.p99()));
    }

    private static @Nullable Double more(@Nullable Double one, @Nullable Double other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return Math.max(one, other);
    }
}
