package org.meridian.notifications.schedule;

import java.time.Instant;
import java.time.LocalDate;
import java.time.zone.ZoneRules;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.meridian.calendar.WorkingDays;

/** The rule of when digests go. What was due once is stored by its date and instant, and never calculated again. */
public final class Schedules {

    private Schedules() {}

    /**
     * The first due date whose instant is after {@code after} and whose date is after {@code last}; empty for
     * {@link Cadence#OFF}, and if no day of a whole year is a working day.
     *
     * <p>
     * In a spring gap a digest goes at the first valid instant after it, in an autumn overlap at the earlier of the two;
     * dates that the zone leaves out are not due. With {@code after} not before the last digest's instant, dates and
     * instants both strictly increase, whichever zone each digest was planned in.
     *
     * @param last the date of the last digest that was planned, in any zone; null for none yet
     */
    public static Optional<Due> next(Schedule schedule, WorkingDays workingDays, @Nullable LocalDate last,
            Instant after) {
        return next(schedule, schedule.zone().getRules(), workingDays, last, after);
    }

    static Optional<Due> next(Schedule schedule, ZoneRules rules, WorkingDays workingDays, @Nullable LocalDate last,
            Instant after) {
        LocalDate today = after.atOffset(rules.getOffset(after)).toLocalDate();
        LocalDate first = last == null || last.isBefore(today) ? today : last.plusDays(1);
        return first.datesUntil(first.plusYears(1))
                .filter(date -> schedule.isDueOn(date, workingDays) && WallClock.exists(date, rules))
                .map(date -> new Due(date, WallClock.first(date.atTime(schedule.at()), rules)))
                .filter(due -> due.at().isAfter(after)).findFirst();
    }
}
