package org.meridian.notifications.schedule;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;

/** When the clocks on a zone's walls show a time. */
final class WallClock {

    private WallClock() {}

    /** The first instant at which they show {@code time} or, where they skip it, a later one: the end of the gap. */
    static Instant first(LocalDateTime time, ZoneRules rules) {
        ZoneOffsetTransition transition = rules.getTransition(time);
        if (transition == null) {
            return time.toInstant(rules.getOffset(time));
        }
        return transition.isGap() ? transition.getInstant() : time.toInstant(transition.getOffsetBefore());
    }

    /** The last instant at which they show {@code time}; as {@link #first} except where they show it twice. */
    static Instant last(LocalDateTime time, ZoneRules rules) {
        ZoneOffsetTransition transition = rules.getTransition(time);
        return transition != null && transition.isOverlap()
                ? time.toInstant(transition.getOffsetAfter())
                : first(time, rules);
    }

    /** False for a date that the zone left out when it crossed the date line, as Apia did with 30 December 2011. */
    static boolean exists(LocalDate date, ZoneRules rules) {
        return first(date.atStartOfDay(), rules).isBefore(first(date.plusDays(1).atStartOfDay(), rules));
    }
}
