package org.meridian.membership.moderating;

/** What a moderator of another country asks a group's home for. */
sealed interface Wished permits Change, Wished.Approval, Wished.Refused {

    record Approval(String joinRequestId) implements Wished {}

    record Refused(String joinRequestId, String reason) implements Wished {}
}
