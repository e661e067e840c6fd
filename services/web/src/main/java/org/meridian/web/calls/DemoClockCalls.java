package org.meridian.web.calls;

import java.time.Instant;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.service.annotation.DeleteExchange;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PutExchange;

/** The clock that digests go by, in a network for trying out. */
@HttpExchange("/demo/clock")
public interface DemoClockCalls {

    record Shows(Instant now) {}

    @GetExchange
    Shows now();

    /** It stands still there; forward only. */
    @PutExchange
    Shows put(@RequestBody Shows time);

    /** It runs on from where it is. */
    @DeleteExchange
    void runOn();
}
