package org.meridian.http.log;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.meridian.eventlog.Agreement;
import org.meridian.eventlog.EventLog;
import org.springframework.security.core.Authentication;

/** The parts of all services, in an order that stays. */
@FunctionalInterface
public interface ServiceParts {

    /** @param caller who asks; a service that runs elsewhere is asked in their name */
    List<ServicePart> askedBy(Authentication caller);

    /** Those of this process, whoever asks. */
    static ServiceParts here(List<EventLog> logs, List<Agreement> agreements, MeterRegistry meters) {
        List<ServicePart> parts = List.copyOf(LogPart.ofAll(logs, agreements, meters));
        return caller -> parts;
    }
}
