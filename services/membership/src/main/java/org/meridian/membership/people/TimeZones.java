package org.meridian.membership.people;

import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.web.Fields;

/** Time zones are IANA regions: an offset would be wrong half of the year. */
public final class TimeZones {

    private TimeZones() {}

    public static String checked(Fields fields, String field, @Nullable String value) {
        if (value == null || !ZoneId.getAvailableZoneIds().contains(value)) {
            fields.wrong(field, "Name a region of the IANA time zone database, for example Pacific/Auckland.");
            return "UTC";
        }
        return value;
    }
}
