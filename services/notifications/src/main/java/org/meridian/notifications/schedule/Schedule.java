package org.meridian.notifications.schedule;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.zone.ZoneRulesProvider;
import org.meridian.calendar.WorkingDays;

/**
 * A wall time in an IANA zone, never an offset.
 *
 * @param zone a region of the time zone database; an offset is refused with {@link IllegalArgumentException}
 * @param at local time in {@code zone}
 * @param day matters for {@link Cadence#WEEKLY} only
 */
public record Schedule(ZoneId zone, Cadence cadence, LocalTime at, DayOfWeek day) {

    public Schedule {
        if (!ZoneRulesProvider.getAvailableZoneIds().contains(zone.getId())) {
            throw new IllegalArgumentException(
                    "%s is no region of the IANA time zone database, such as Pacific/Auckland".formatted(zone));
        }
    }

    boolean isDueOn(LocalDate date, WorkingDays workingDays) {
        return switch (cadence) {
            case DAILY -> true;
            case WEEKDAYS -> workingDays.isWorkingDay(date);
            case WEEKLY -> date.getDayOfWeek() == day;
            case OFF -> false;
        };
    }
}
