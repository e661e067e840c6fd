package org.meridian.node.operator;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.ValueAtPercentile;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.EventLog;
import org.meridian.eventlog.NodeSettings;
import org.meridian.eventlog.projection.Parked;
import org.meridian.eventlog.web.Refusal;
import org.meridian.node.links.LinkStatus;
import org.meridian.node.links.Links;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The operator's calls; the role is checked for all of them in one place, before they are reached. */
@RestController
class OperatorApi {

    private static final int MOST_PARKED = 1000;

    record ServiceState(String service, String state, boolean settled, long parked) {}

    record Node(String node, String state, boolean demo, String kafkaClusterId, Set<String> peers,
            List<ServiceState> services) {}

    /** Milliseconds from a record's own time until its rows were committed here, over the last minutes. */
    record Latency(@Nullable Double p50, @Nullable Double p99) {}

    record Link(String from, String state, @Nullable Long lagRecords, @Nullable Instant lastRecordAt,
            Latency latencyMillis, @Nullable String problem) {}

    /** @param id the service and the number of the record in it, for {@code retry} */
    record ParkedItem(String id, String service, String topic, int partition, long offset, String key, String reason,
            String detail, Instant parkedAt) {}

    record Page<T>(List<T> items, @Nullable String next) {}

    record Retried(boolean applied) {}

    private final NodeSettings settings;
    private final NodeFacts facts;
    private final List<EventLog> logs;
    private final Links links;
    private final MeterRegistry meters;

    /** What does not change while the node runs. */
    record NodeFacts(boolean demo, String kafkaClusterId) {}

    OperatorApi(NodeSettings settings, NodeFacts facts, List<EventLog> logs, Links links, MeterRegistry meters) {
        this.settings = settings;
        this.facts = facts;
        this.logs = logs;
        this.links = links;
        this.meters = meters;
    }

    @GetMapping("/api/node")
    Node node() {
        return new Node(settings.node(), logs.stream().allMatch(EventLog::isOpen) ? "open" : "catching-up",
                facts.demo(), facts.kafkaClusterId(), settings.peerAliases(),
                logs.stream().map(log -> new ServiceState(log.service(), log.isOpen() ? "open" : "catching-up",
                        log.isSettled(), log.parkedCount())).toList());
    }

    @GetMapping("/api/links")
    Page<Link> links() {
        return new Page<>(links.list().stream().map(this::link).toList(), null);
    }

    private Link link(LinkStatus status) {
        return new Link(status.from(), status.state(), status.lagRecords(), status.lastRecordAt(),
                new Latency(latency(status.from(), 0.5), latency(status.from(), 0.99)), status.problem());
    }

    /** The slower of the services: an operator wants to know when a record is through. */
    private @Nullable Double latency(String from, double percentile) {
        return meters.find("meridian.link.latency").tag("from", from).timers().stream()
                .filter(timer -> timer.count() > 0)
                .map(timer -> millis(timer, percentile)).max(Comparator.naturalOrder()).orElse(null);
    }

    private static double millis(Timer timer, double percentile) {
        for (ValueAtPercentile value : timer.takeSnapshot().percentileValues()) {
            if (value.percentile() == percentile) {
                return value.value(TimeUnit.MILLISECONDS);
            }
        }
        return 0;
    }

    @PostMapping("/api/links/{from}/pause")
    Link pause(@PathVariable String from) {
        known(from);
        links.pause(from);
        return current(from);
    }

    @PostMapping("/api/links/{from}/resume")
    Link resume(@PathVariable String from) {
        known(from);
        links.resume(from);
        return current(from);
    }

    private Link current(String from) {
        return links.list().stream().filter(status -> status.from().equals(from)).findFirst().map(this::link)
                .orElseThrow(() -> Refusal.notFound("link"));
    }

    private void known(String from) {
        if (!settings.peers().containsKey(from)) {
            throw Refusal.notFound("link");
        }
    }

    /** @param limit 1 to 1,000 records, oldest first in each service */
    @GetMapping("/api/parked")
    Page<ParkedItem> parked(@RequestParam(defaultValue = "100") int limit) {
        int most = Math.clamp(limit, 1, MOST_PARKED);
        return new Page<>(logs.stream().flatMap(log -> log.parked(most).stream().map(item -> item(log, item)))
                .limit(most).toList(), null);
    }

    private static ParkedItem item(EventLog log, Parked.Item item) {
        return new ParkedItem(log.service() + "-" + item.id(), log.service(), item.topic(), item.partition(),
                item.offset(), item.key(), item.reason(), item.detail(), item.parkedAt());
    }

    @PostMapping("/api/parked/{id}/retry")
    Retried retry(@PathVariable String id) throws InterruptedException, TimeoutException {
        for (EventLog log : logs) {
            String prefix = log.service() + "-";
            if (id.startsWith(prefix) && id.substring(prefix.length()).matches("[0-9]{1,18}")) {
                return new Retried(log.retry(Long.parseLong(id.substring(prefix.length()))));
            }
        }
        throw Refusal.of(HttpStatus.NOT_FOUND, "not-found",
                "There is no such parked record; GET /api/parked lists them.");
    }
}
