package org.meridian.calendar;

import java.time.DayOfWeek;
import java.time.LocalDate;

/** Monday to Friday without the public holidays of a country. */
@FunctionalInterface
public interface WorkingDays {

    /** Of a country whose public holidays nobody has named. */
    WorkingDays MONDAY_TO_FRIDAY = date -> date.getDayOfWeek().compareTo(DayOfWeek.FRIDAY) <= 0;

    boolean isWorkingDay(LocalDate date);
}
