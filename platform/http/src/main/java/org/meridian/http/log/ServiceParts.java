package org.meridian.http.log;

import java.util.List;
import org.springframework.security.core.Authentication;

/** The parts of all services, in an order that stays. */
@FunctionalInterface
public interface ServiceParts {

    /** @param caller who asks; a service that runs elsewhere is asked in their name */
    List<ServicePart> askedBy(Authentication caller);

    /** Those of this process, whoever asks. */
    static ServiceParts here(LogApi services) {
        List<ServicePart> parts = List.copyOf(services.parts());
        return caller -> parts;
    }
}
