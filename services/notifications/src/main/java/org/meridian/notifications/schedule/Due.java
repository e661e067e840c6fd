package org.meridian.notifications.schedule;

import java.time.Instant;
import java.time.LocalDate;

/**
 * A digest's identity together with the member, and when it goes.
 *
 * @param date local date in the schedule's zone; where a gap swallows the end of a day, {@code at} is the first instant
 *        of the next one
 */
public record Due(LocalDate date, Instant at) {}
