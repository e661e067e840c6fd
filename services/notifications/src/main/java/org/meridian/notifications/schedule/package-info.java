/**
 * When a member's next digest goes, and until when quiet hours hold what would go at once. Pure functions of wall times,
 * zones and instants: no clock is read in here, and nothing is seen but Java's own classes and the question whether a date is
 * a working day.
 */
@NullMarked
package org.meridian.notifications.schedule;

import org.jspecify.annotations.NullMarked;
