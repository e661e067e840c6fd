package org.meridian.notifications.knowledge;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The zone that a member has chosen, as this program's time-zone database knows it. */
public final class ChosenZone {

    private static final Logger LOG = LoggerFactory.getLogger(ChosenZone.class);

    private ChosenZone() {}

    /** A zone that the database has dropped, or has not got yet, keeps nobody from their mail: it is UTC then. */
    public static ZoneId of(String id) {
        try {
            ZoneId zone = ZoneId.of(id);
            if (!(zone.normalized() instanceof ZoneOffset) || ZoneId.getAvailableZoneIds().contains(id)) {
                return zone;
            }
        } catch (DateTimeException e) {
            // Falls through to the warning.
        }
        LOG.warn("\"{}\" is no time zone of the IANA database that Java has here; mail goes by UTC instead", id);
        return ZoneId.of("UTC");
    }
}
