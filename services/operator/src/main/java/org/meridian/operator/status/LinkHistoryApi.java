package org.meridian.operator.status;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.eventlog.projection.MinuteLatency;
import org.meridian.http.Refuses;
import org.meridian.http.log.ServicePart;
import org.meridian.http.log.ServicePart.Latency;
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
     * @param latencyMillis of the slowest service, in that minute; null where nothing came
     */
    record LinkMinute(Instant at, @Nullable LinkState state, @Nullable Long lagRecords,
            @Nullable Latency latencyMillis) {}

    /**
     * A link's last day.
     *
     * @param problems of services that do not answer, and whose latencies are not among these
     */
    record LinkMinutes(String from, List<LinkMinute> items, @Nullable String next, List<String> problems) {}

    private final ServiceParts services;
    private final Links links;

    LinkHistoryApi(ServiceParts services, Links links) {
        this.services = services;
        this.links = links;
    }

    /** A link's last day, minute by minute: the oldest first, at most 1,441. */
    @Refuses("not-found")
    @GetMapping("/api/links/{from}/history")
    LinkMinutes readLinkHistory(Authentication caller, @PathVariable String from) {
        List<LinkHistory.Minute> seen = links.history(from).orElseThrow(() -> Refusal.notFound("link"));
        Map<Instant, LinkMinute> minutes = new TreeMap<>();
        seen.forEach(it -> minutes.put(it.at(), new LinkMinute(it.at(), it.state(), it.lagRecords(), null)));
        List<String> problems = new ArrayList<>();
        for (ServicePart part : services.askedBy(caller)) {
            try {
                part.latencies(from).forEach(it -> minutes.merge(it.at(), of(it), LinkHistoryApi::both));
            } catch (Refusal away) {
                problems.add(away.sentence());
            }
        }
        return new LinkMinutes(from, List.copyOf(minutes.values()), null, problems);
    }

    private static LinkMinute of(MinuteLatency latency) {
        return new LinkMinute(latency.at(), null, null, new Latency(latency.p50(), latency.p99()));
    }

    private static LinkMinute both(LinkMinute one, LinkMinute other) {
        return new LinkMinute(one.at(), one.state(), one.lagRecords(),
                slower(one.latencyMillis(), other.latencyMillis()));
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
