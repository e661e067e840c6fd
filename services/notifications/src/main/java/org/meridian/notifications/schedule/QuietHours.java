package org.meridian.notifications.schedule;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.zone.ZoneRules;
import java.util.stream.Stream;

/**
 * The hours of each day in which nothing goes to a member at once: local wall times, which may span midnight. Where
 * clocks are set back in them, they begin with the earlier and end with the later of two equal wall times, so that
 * nobody is woken because of it; in a gap they begin or end with its end.
 *
 * @param from the first quiet moment
 * @param to the first moment after them; the same as {@code from} is refused with {@link IllegalArgumentException}
 */
public record QuietHours(LocalTime from, LocalTime to) {

    public QuietHours {
        if (from.equals(to)) {
            throw new IllegalArgumentException("Quiet hours need an end that is not their beginning, " + from);
        }
    }

    /** The instant at which quiet hours that hold at {@code at} end; {@code at} itself when none do. */
    public Instant heldUntil(Instant at, ZoneId zone) {
        ZoneRules rules = zone.getRules();
        LocalDate today = at.atZone(zone).toLocalDate();
        return Stream.of(today.minusDays(1), today, today.plusDays(1))
                .filter(date -> !at.isBefore(begin(date, rules)) && at.isBefore(end(date, rules))).findFirst()
                .map(date -> heldUntil(end(date, rules), zone)).orElse(at);
    }

    private Instant begin(LocalDate date, ZoneRules rules) {
        return WallClock.first(date.atTime(from), rules);
    }

    private Instant end(LocalDate beginning, ZoneRules rules) {
        LocalDate date = from.isBefore(to) ? beginning : beginning.plusDays(1);
        return WallClock.last(date.atTime(to), rules);
    }
}
