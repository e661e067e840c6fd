package org.meridian.http.log;

import io.micrometer.core.instrument.MeterRegistry;
import io.swagger.v3.oas.annotations.Hidden;
import java.security.Principal;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.Agreement;
import org.meridian.eventlog.EventLog;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.eventlog.projection.MinuteLatency;
import org.meridian.eventlog.projection.Parked.Discarded;
import org.meridian.eventlog.projection.Parked;
import org.meridian.http.Fields;
import org.meridian.http.log.ServicePart.Behind;
import org.meridian.http.log.ServicePart.Discarding;
import org.meridian.http.log.ServicePart.Holdings;
import org.meridian.http.log.ServicePart.State;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The operator's calls to one service; where the services run distributed, the operator's process makes whole answers of them. */
@Hidden // the operator's calls ask it of each service
@RestController
public final class LogApi {

    private static final int MAX_PARKED = 1000;

    /** Oldest first. */
    record Waiting(List<Parked.Item> items) {}

    record Retried(boolean applied) {}

    record Latencies(List<MinuteLatency> items) {}

    record Discard(@Nullable String reason, @Nullable Boolean following) {}

    private static final int MAX_REASON_CHARS = 2_000;

    private final List<LogPart> parts;
    private final Clock clock;

    LogApi(ObjectProvider<EventLog> logs, ObjectProvider<Agreement> agreements, MeterRegistry meters) {
        this.parts = LogPart.ofAll(logs.orderedStream().toList(), agreements.stream().toList(), meters);
        this.clock = Clock.systemUTC();
    }

    List<LogPart> parts() {
        return parts;
    }

    @GetMapping("/api/log/{service}")
    State state(@PathVariable String service) {
        return part(service).state();
    }

    /** @param limit 1 to 1,000 */
    @GetMapping("/api/log/{service}/parked")
    Waiting parked(@PathVariable String service, @RequestParam(defaultValue = "false") boolean discarded,
            @RequestParam(defaultValue = "100") int limit) {
        return new Waiting(part(service).parked(discarded, Math.clamp(limit, 1, MAX_PARKED)));
    }

    @DeleteMapping("/api/log/{service}/parked/{id}")
    Discarding discard(Principal caller, @PathVariable String service, @PathVariable long id,
            @RequestBody Discard request) {
        Fields fields = new Fields();
        String why = fields.text("reason", request.reason(), MAX_REASON_CHARS);
        fields.check();
        return part(service).discard(id, new Discarded(clock.instant(), caller.getName(), why),
                Boolean.TRUE.equals(request.following()));
    }

    @GetMapping("/api/log/{service}/behind")
    Behind behind(@PathVariable String service) throws InterruptedException {
        return part(service).behind();
    }

    @GetMapping("/api/log/{service}/latencies/{from}")
    Latencies latencies(@PathVariable String service, @PathVariable String from) {
        return new Latencies(part(service).latencies(from));
    }

    @PostMapping("/api/log/{service}/parked/{id}/retry")
    Retried retry(@PathVariable String service, @PathVariable long id) throws InterruptedException {
        return new Retried(part(service).retry(id));
    }

    @GetMapping("/api/log/{service}/agreement")
    Holdings agreement(@PathVariable String service) {
        return part(service).holdings();
    }

    private LogPart part(String service) {
        return parts.stream().filter(part -> part.service().equals(service)).findFirst()
                .orElseThrow(() -> Refusal.missing("The service " + service + " does not run here."));
    }
}
