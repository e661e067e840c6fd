package org.meridian.operator.status;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.eventlog.projection.Parked;
import org.meridian.eventlog.projection.Parked.Discarded;
import org.meridian.http.Refuses;
import org.meridian.http.log.ServicePart;
import org.meridian.http.log.ServicePart.Latency;
import org.meridian.http.log.ServiceParts;
import org.meridian.operator.links.ConnectAway;
import org.meridian.operator.links.LinkState;
import org.meridian.operator.links.LinkStatus;
import org.meridian.operator.links.Links;
import org.meridian.process.settings.NodeSettings;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The operator's calls; the role is checked for all of them in one place, before they are reached. */
@RestController
class OperatorApi {

    private static final int MAX_PARKED = 1000;

    /**
     * One service.
     *
     * @param problem why it is down
     */
    record Service(String service, ServiceState state, boolean settled, @Nullable Long parked,
            @JsonInclude(Include.NON_NULL) @Nullable String problem) {}

    record Node(String node, ServiceState state, boolean demo, @Nullable String kafkaClusterId, Set<String> peers,
            List<Service> services) {}

    /**
     * A link.
     *
     * @param revocationMillis from the decision of a group's home there to remove somebody until they had lost it here, over the last
     *                         day
     * @param heldBack sentences about services that leave in Kafka what comes next, since so much of this peer is parked already
     */
    record Link(String from, LinkState state, @Nullable Long lagRecords, @Nullable Instant lastRecordAt,
            Latency latencyMillis, Latency revocationMillis, @Nullable String problem, List<String> heldBack) {}

    record LinkPage(List<Link> items, @Nullable String next) {}

    /**
     * A record that could not be applied.
     *
     * @param id        the service and the number of the record in it, to name it by
     * @param discarded when, by whom and why it was given up
     */
    record ParkedItem(String id, String service, String topic, int partition, long offset, String key, String reason,
            String detail, Instant parkedAt, @JsonInclude(Include.NON_NULL) @Nullable Discarded discarded) {}

    /**
     * Parked records.
     *
     * @param problems of services that do not answer, and whose records are not among these
     */
    record ParkedPage(List<ParkedItem> items, @Nullable String next,
            @JsonInclude(Include.NON_EMPTY) List<String> problems) {}

    record Retried(boolean applied) {}

    private final NodeSettings settings;
    private final NodeFacts facts;
    private final ServiceParts services;
    private final Links links;

    OperatorApi(NodeSettings settings, NodeFacts facts, ServiceParts services, Links links) {
        this.settings = settings;
        this.facts = facts;
        this.services = services;
        this.links = links;
    }

    /** How the node and each of its services do. */
    @GetMapping("/api/node")
    Node readNode(Authentication caller) {
        List<Service> states = services.askedBy(caller).stream().map(OperatorApi::state).toList();
        return new Node(settings.node(), worst(states), facts.demo(), facts.kafkaClusterId().get(),
                settings.peerAliases(), states);
    }

    private static Service state(ServicePart part) {
        try {
            ServicePart.State state = part.state();
            return new Service(state.service(), ServiceState.of(state.state()), state.settled(), state.parked(), null);
        } catch (Refusal away) {
            return new Service(part.service(), ServiceState.DOWN, false, null, away.sentence());
        }
    }

    private static ServiceState worst(List<Service> services) {
        return services.stream().map(Service::state).max(Comparator.naturalOrder()).orElse(ServiceState.OPEN);
    }

    /** How the links from other countries do. */
    @GetMapping("/api/links")
    LinkPage listLinks(Authentication caller) {
        List<ServicePart.State> states = states(caller);
        return new LinkPage(links.list().stream().map(status -> link(status, states)).toList(), null);
    }

    /** Of the services that answer. */
    private List<ServicePart.State> states(Authentication caller) {
        List<ServicePart.State> states = new ArrayList<>();
        for (ServicePart part : services.askedBy(caller)) {
            try {
                states.add(part.state());
            } catch (Refusal away) {
                continue; // /api/node says so
            }
        }
        return states;
    }

    private static Link link(LinkStatus status, List<ServicePart.State> services) {
        return new Link(status.from(), status.state(), status.lagRecords(), status.lastRecordAt(),
                slowest(status.from(), services, ServicePart.State::latencyMillis),
                slowest(status.from(), services, ServicePart.State::revocationMillis), status.problem(),
                heldBack(status.from(), services));
    }

    private static Latency slowest(String from, List<ServicePart.State> services,
            Function<ServicePart.State, Map<String, Latency>> millis) {
        List<Latency> latencies = services.stream().map(service -> millis.apply(service).get(from))
                .filter(Objects::nonNull).toList();
        return new Latency(slowest(latencies, Latency::p50), slowest(latencies, Latency::p99));
    }

    private static List<String> heldBack(String from, List<ServicePart.State> services) {
        return services.stream().filter(it -> it.heldBack().containsKey(from))
                .map(it -> "The service " + it.service() + " has parked as many records of " + from + " as it may ("
                        + it.heldBack().get(from) + "): the next, and what follows them, wait in Kafka until there is"
                        + " room. See GET /api/parked, and meridian.parked in docs/operating.md.")
                .toList();
    }

    /** The slower of the services: an operator wants to know when a record is through. */
    private static @Nullable Double slowest(List<Latency> latencies, Function<Latency, @Nullable Double> percentile) {
        return latencies.stream().map(percentile).filter(Objects::nonNull).max(Comparator.naturalOrder())
                .orElse(null);
    }

    /** Pauses a link. */
    @Refuses({"not-found", "links-away"})
    @PostMapping("/api/links/{from}/pause")
    Link pauseLink(Authentication caller, @PathVariable String from) {
        change(from, links::pause);
        return current(from, caller);
    }

    /** Lets a link that was paused run on. */
    @Refuses({"not-found", "links-away"})
    @PostMapping("/api/links/{from}/resume")
    Link resumeLink(Authentication caller, @PathVariable String from) {
        change(from, links::resume);
        return current(from, caller);
    }

    private Link current(String from, Authentication caller) {
        return links.list().stream().filter(status -> status.from().equals(from)).findFirst()
                .map(status -> link(status, states(caller))).orElseThrow(() -> Refusal.notFound("link"));
    }

    private void change(String from, Consumer<String> wish) {
        if (!settings.peers().containsKey(from)) {
            throw Refusal.notFound("link");
        }
        try {
            wish.accept(from);
        } catch (ConnectAway e) {
            throw Refusal.unavailable("links-away", e.getMessage() + " Try again later.");
        }
    }

    /**
     * The records that could not be applied.
     *
     * @param discarded those that are waited for, or those that an operator has given up
     * @param limit     1 to 1,000 records, oldest first in each service
     */
    @GetMapping("/api/parked")
    ParkedPage listParked(Authentication caller, @RequestParam(defaultValue = "false") boolean discarded,
            @RequestParam(defaultValue = "100") int limit) {
        int size = Math.clamp(limit, 1, MAX_PARKED);
        List<ParkedItem> items = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (ServicePart part : services.askedBy(caller)) {
            try {
                part.parked(discarded, size).forEach(item -> items.add(item(part, item)));
            } catch (Refusal away) {
                problems.add(away.sentence());
            }
        }
        return new ParkedPage(items.subList(0, Math.min(size, items.size())), null, problems);
    }

    private static ParkedItem item(ServicePart part, Parked.Item item) {
        return new ParkedItem(ParkedId.of(part, item.id()), part.service(), item.topic(), item.partition(),
                item.offset(), item.key(), item.reason(), item.detail(), item.parkedAt(), item.discarded());
    }

    /** Tries a parked record again, with all that is parked of its aggregate. */
    @Refuses({"not-found", "service-away", "service-busy"})
    @PostMapping("/api/parked/{id}/retry")
    Retried retryParked(Authentication caller, @PathVariable String id) throws InterruptedException {
        ParkedId record = ParkedId.in(services.askedBy(caller), id);
        return new Retried(record.part().retry(record.number()));
    }
}
