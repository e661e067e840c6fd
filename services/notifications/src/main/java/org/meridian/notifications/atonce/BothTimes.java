package org.meridian.notifications.atonce;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import org.meridian.schemas.Ids;

/** A time as the reader's clock showed it, and beside it what the author's showed, if that was another. */
final class BothTimes {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEE d MMM, HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH);

    private final Map<String, ZoneId> zones;

    /** @param zones by a node's alias, the zone for all of its members, whose own never leaves their country */
    BothTimes(Map<String, ZoneId> zones) {
        this.zones = zones;
    }

    /** For example {@code Tue 3 Mar, 07:30 your time, Mon 2 Mar, 18:30 in uk}; of a country without a zone in UTC. */
    String content(Instant at, ZoneId reader, String authorId) {
        String home = Ids.home(authorId);
        ZonedDateTime here = at.atZone(reader);
        ZonedDateTime there = at.atZone(zones.getOrDefault(home, ZoneOffset.UTC));
        if (here.toLocalDateTime().equals(there.toLocalDateTime())) {
            return DAY.format(here);
        }
        boolean sameDay = here.toLocalDate().equals(there.toLocalDate());
        return DAY.format(here) + " your time, " + (sameDay ? CLOCK : DAY).format(there) + " in "
                + (zones.containsKey(home) ? home : "UTC");
    }
}
