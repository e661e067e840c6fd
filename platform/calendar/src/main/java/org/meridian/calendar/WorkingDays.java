package org.meridian.calendar;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZonedDateTime;

/** Monday to Friday without the public holidays of a country. */
@FunctionalInterface
public interface WorkingDays {

    /** Of a country whose public holidays nobody has named. */
    WorkingDays MONDAY_TO_FRIDAY = date -> date.getDayOfWeek().compareTo(DayOfWeek.FRIDAY) <= 0;

    boolean isWorkingDay(LocalDate date);

    /**
     * The same local time so many working days later. What is said on another day counts from the beginning of the next working day.
     *
     * @param days at least 1
     */
    default ZonedDateTime later(ZonedDateTime from, int days) {
        ZonedDateTime at = from;
        while (!isWorkingDay(at.toLocalDate())) {
            at = at.toLocalDate().plusDays(1).atStartOfDay(at.getZone());
        }
        LocalDate date = at.toLocalDate();
        for (int counted = 0; counted < days; counted += isWorkingDay(date) ? 1 : 0) {
            date = date.plusDays(1);
        }
        return date.atTime(at.toLocalTime()).atZone(at.getZone());
    }
}
