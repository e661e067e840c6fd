package org.meridian.operator.distributed;

import java.util.List;
import org.meridian.eventlog.projection.MinuteLatency;
import org.meridian.eventlog.projection.Parked;
import org.meridian.http.log.ServicePart.Behind;
import org.meridian.http.log.ServicePart.Discarding;
import org.meridian.http.log.ServicePart.Holdings;
import org.meridian.http.log.ServicePart.State;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;

/** What a service that runs elsewhere is asked of its log, by whoever has this token. */
@HttpExchange("/api/log/{service}")
interface LogCalls {

    record Waiting(List<Parked.Item> items) {}

    record Retried(boolean applied) {}

    record Latencies(List<MinuteLatency> items) {}

    record Discard(String reason, boolean following) {}

    @GetExchange
    State state(@PathVariable String service, @RequestHeader(HttpHeaders.AUTHORIZATION) String token);

    @GetExchange("/parked")
    Waiting parked(@PathVariable String service, @RequestParam boolean discarded, @RequestParam int limit,
            @RequestHeader(HttpHeaders.AUTHORIZATION) String token);

    @PostExchange("/parked/{id}/retry")
    Retried retry(@PathVariable String service, @PathVariable long id,
            @RequestHeader(HttpHeaders.AUTHORIZATION) String token);

    @HttpExchange(method = "DELETE", url = "/parked/{id}")
    Discarding discard(@PathVariable String service, @PathVariable long id, @RequestBody Discard request,
            @RequestHeader(HttpHeaders.AUTHORIZATION) String token);

    @GetExchange("/behind")
    Behind behind(@PathVariable String service, @RequestHeader(HttpHeaders.AUTHORIZATION) String token);

    @GetExchange("/latencies/{from}")
    Latencies latencies(@PathVariable String service, @PathVariable String from,
            @RequestHeader(HttpHeaders.AUTHORIZATION) String token);

    @GetExchange("/agreement")
    Holdings holdings(@PathVariable String service, @RequestHeader(HttpHeaders.AUTHORIZATION) String token);
}
