package org.meridian.http.log;

import io.micrometer.core.instrument.MeterRegistry;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.List;
import org.meridian.eventlog.Agreement;
import org.meridian.eventlog.EventLog;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.eventlog.projection.Parked;
import org.meridian.http.log.ServicePart.Holdings;
import org.meridian.http.log.ServicePart.State;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The operator's calls to one service; where the services run distributed, the operator's process makes whole answers of them. */
@Hidden // the operator's calls ask it of each service
@RestController
final class LogApi {

    private static final int MAX_PARKED = 1000;

    /** Oldest first. */
    record Waiting(List<Parked.Item> items) {}

    record Retried(boolean applied) {}

    private final List<LogPart> parts;

    LogApi(ObjectProvider<EventLog> logs, ObjectProvider<Agreement> agreements, MeterRegistry meters) {
        this.parts = LogPart.ofAll(logs.orderedStream().toList(), agreements.stream().toList(), meters);
    }

    @GetMapping("/api/log/{service}")
    State state(@PathVariable String service) {
        return part(service).state();
    }

    /** @param limit 1 to 1,000 */
    @GetMapping("/api/log/{service}/parked")
    Waiting parked(@PathVariable String service, @RequestParam(defaultValue = "100") int limit) {
        return new Waiting(part(service).parked(Math.clamp(limit, 1, MAX_PARKED)));
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
