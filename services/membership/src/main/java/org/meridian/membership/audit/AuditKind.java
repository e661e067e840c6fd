package org.meridian.membership.audit;

/**
 * What a line of a group's audit log tells. {@code OFFERED} is a grant that nobody had asked for; {@code CLOSED} and
 * {@code REOPENED} are told by the entry before.
 */
enum AuditKind {
    CREATED, CHANGED, CLOSED, REOPENED, JOINED, OFFERED, ROLE, REGISTRATION, LEFT, REMOVED, BAN_LIFTED
}
