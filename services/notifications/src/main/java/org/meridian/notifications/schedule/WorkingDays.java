package org.meridian.notifications.schedule;

import java.time.LocalDate;

/** Monday to Friday without the public holidays of a country. */
@FunctionalInterface
public interface WorkingDays {

    boolean isWorkingDay(LocalDate date);
}
