package org.meridian.membership.joining;

import java.time.Instant;

/**
 * That a moderator has found a member in a register of practitioners.
 *
 * @param checkedAt the day on which they looked, its beginning in UTC
 * @param until     until when it is valid
 */
public record Registration(String register, Instant checkedAt, Instant until) {}
