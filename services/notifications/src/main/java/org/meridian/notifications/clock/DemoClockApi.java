package org.meridian.notifications.clock;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.http.Fields;
import org.meridian.http.Refuses;
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

    record ClockSetting(@Schema(requiredMode = REQUIRED) @Nullable String now) {}

    record ClockTime(Instant now) {}

    private final DigestClock clock;

    DemoClockApi(DigestClock clock) {
        this.clock = clock;
    }

    /** What the clock that digests go by shows. */
    @GetMapping("/demo/clock")
    ClockTime readClock() {
        return new ClockTime(clock.now());
    }

    /** Puts the clock forward, and stops it there. */
    @Refuses({"invalid-fields", "clock-goes-forward"})
    @PutMapping("/demo/clock")
    ClockTime freezeClock(@RequestBody ClockSetting request) {
        if (!clock.freeze(instant(request.now()))) {
            throw Refusal.conflict("clock-goes-forward",
                    "The clock shows " + clock.now() + " and only goes forward: choose a later time.");
        }
        return readClock();
    }

    /** Lets the clock run on from what it shows. */
    @DeleteMapping("/demo/clock")
    ClockTime letClockRunOn() {
        clock.runOn();
        return readClock();
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
