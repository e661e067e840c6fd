package org.meridian.membership.audit;

/** What a line of a group's audit log tells. {@code OFFERED} is a grant that nobody had asked for. */
enum AuditKind {
    CREATED, CHANGED, JOINED, OFFERED, ROLE, REGISTRATION, LEFT, REMOVED, BAN_LIFTED
}
