package org.meridian.operator.status;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.projection.Parked.Discarded;
import org.meridian.http.Fields;
import org.meridian.http.Refuses;
import org.meridian.http.log.ServicePart.Discarding;
import org.meridian.http.log.ServiceParts;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * An operator gives a parked record up. It closes no gap: what came after it stays parked, and its aggregate as it was before it.
 * It is kept, with the reason, and is applied should what it lacks come all the same.
 */
@RestController
class DiscardApi {

    private static final int REASON = 1_000;

    /**
     * That a record is given up.
     *
     * @param reason    in characters up to 1,000; operators read it with the record
     * @param following whether those too that came after it for the same key in the same topic
     */
    record Discard(@Schema(requiredMode = REQUIRED) @Nullable String reason, @Nullable Boolean following) {}

    private final ServiceParts services;
    private final Clock clock = Clock.systemUTC();

    DiscardApi(ServiceParts services) {
        this.services = services;
    }

    /** Gives a parked record up; it is kept. */
    @Refuses({"not-found", "service-away", "service-busy"})
    @DeleteMapping("/api/parked/{id}")
    Discarding discardParked(Authentication caller, @PathVariable String id, @RequestBody Discard request) {
        Fields fields = new Fields();
        String why = fields.text("reason", request.reason(), REASON);
        fields.check();
        ParkedId record = ParkedId.in(services.askedBy(caller), id);
        return record.part().discard(record.number(), new Discarded(clock.instant(), caller.getName(), why),
                Boolean.TRUE.equals(request.following()));
    }
}
