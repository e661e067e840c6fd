package org.meridian.notifications.clock;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.http.Fields;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Puts the clock that digests go by forward, in a network for trying out. */
@RestController
@ConditionalOnProperty("meridian.demo")
class DemoClockApi {

    record Shows(@Nullable String now) {}

    record Now(Instant now) {}

    private final DigestClock clock;

    DemoClockApi(DigestClock clock) {
        this.clock = clock;
    }

    @GetMapping("/demo/clock")
    Now now() {
        return new Now(clock.now());
    }

    @PutMapping("/demo/clock")
    Now freeze(@RequestBody Shows request) {
        if (!clock.freeze(instant(request.now()))) {
            throw Refusal.conflict("clock-goes-forward",
                    "The clock shows " + clock.now() + " and only goes forward: choose a later time.");
        }
        return now();
    }

    @DeleteMapping("/demo/clock")
    Now runOn() {
        clock.runOn();
        return now();
    }

    private static Instant instant(@Nullable String text) {
        Fields fields = new Fields();
        try {
            Instant instant = OffsetDateTime.parse(text == null ? "" : text).toInstant();
            if (instant.isBefore(Instant.parse("2100-01-01T00:00:00Z"))) {
                return instant;
            }
            fields.reject("now", "Give a time before the year 2100.");
        } catch (DateTimeException e) {
            fields.reject("now", "Give a time with its offset (RFC 3339), for example 2026-03-01T07:30:00Z.");
        }
        fields.check();
        throw new IllegalStateException("unreachable: the check has refused it");
    }
}
