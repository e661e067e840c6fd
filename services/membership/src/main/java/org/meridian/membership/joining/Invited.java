package org.meridian.membership.joining;

import org.meridian.membership.inviting.Invitation;

/** What the group's home makes of the invitation that a request may name. */
sealed interface Invited {

    /** It names none. */
    record Not() implements Invited {}

    /** One of a country whose word of it may still come. */
    record Awaited() implements Invited {}

    /** One that there never was. */
    record ByNobody() implements Invited {}

    /** @param makerModerates whether whoever made it decides about the group's members still */
    record By(Invitation invitation, boolean makerModerates) implements Invited {}
}
