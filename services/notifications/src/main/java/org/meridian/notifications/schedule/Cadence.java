package org.meridian.notifications.schedule;

/** How often a member wants a digest. {@code WEEKDAYS} are the working days of the member's country. */
public enum Cadence {
    DAILY, WEEKDAYS, WEEKLY, OFF
}
