package org.meridian.operator.status;

import java.util.List;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.http.log.ServicePart;

/** A parked record as the operator's calls name it: the service, a hyphen, and the record's number there. */
record ParkedId(ServicePart part, long number) {

    /** @throws Refusal for what names no record of these services */
    static ParkedId in(List<ServicePart> parts, String id) {
        for (ServicePart part : parts) {
            String prefix = part.service() + "-";
            if (id.startsWith(prefix) && id.substring(prefix.length()).matches("[0-9]{1,18}")) {
                return new ParkedId(part, Long.parseLong(id.substring(prefix.length())));
            }
        }
        throw Refusal.missing("There is no such parked record; GET /api/parked lists them.");
    }

    static String of(ServicePart part, long number) {
        return part.service() + "-" + number;
    }
}
