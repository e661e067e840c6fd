package org.meridian.web.calls;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A group and its charter.
 *
 * @param home       the alias of its country
 * @param scope      {@code international} or {@code domestic}
 * @param visibility {@code listed}, {@code unlisted} or {@code secret}
 * @param joining    {@code open}, {@code approval} or {@code invitation}
 * @param mail       how much of it mail carries: {@code full}, {@code titles} or {@code counts}
 * @param state      {@code open}, or {@code closed} where it is only read
 * @param version    another one after each change
 * @param offeredRole what another country has granted without being asked, to accept or decline; null for nothing
 * @param registers  of practitioners that count here
 * @param registrationNeed what a registration is needed for: {@code none}, {@code to-write} or {@code to-read}
 * @param editing    how long authors may edit: {@code never}, {@code hour}, {@code day}, {@code week} or {@code always}
 * @param mayRead    whether the reader may read what is written now; null for whoever is not in it
 * @param mayWrite   whether they may write
 * @param removed    null unless the reader was removed from it
 * @param decisionSeconds how long somebody who asks usually waits; null where that is not known, and for its members
 * @param myRole     {@code owner}, {@code moderator}, {@code member} or {@code observer}; null for whoever is not in it
 */
public record Group(String id, String home, String name, String purpose, @Nullable String rules, String scope,
        String visibility, String joining, List<String> questions, List<String> approvedDomains, String mail,
        String state,
        Instant createdAt, int members, @Nullable String myRole, @Nullable String offeredRole,
        String version,
        @Nullable Removed removed, @Nullable Long decisionSeconds, List<String> registers, String registrationNeed,
        String editing,
        @Nullable Boolean mayRead, @Nullable Boolean mayWrite) {

    /** @param bannedUntil null where they may ask again at any time */
    public record Removed(Instant at, @Nullable String reason, @Nullable Instant bannedUntil) {}

    public boolean isMine() {
        return myRole != null;
    }

    public boolean isOffered() {
        return offeredRole != null;
    }

    public boolean isOwnedByMe() {
        return "owner".equals(myRole);
    }

    public boolean isModeratedByMe() {
        return "owner".equals(myRole) || "moderator".equals(myRole);
    }

    public boolean isClosed() {
        return !state.equals("open");
    }

    /** Whether a registration that the group asks for is all that keeps the reader from reading or writing. */
    public boolean isForRegistered() {
        return isMine() && (!isReadByMe() || !isClosed() && !"observer".equals(myRole) && !isWrittenByMe());
    }

    /** Whether the reader may edit what they published here at a time. */
    public boolean isEditable(Instant publishedAt, Instant now) {
        return isWrittenByMe() && switch (editing) {
            case "never" -> false;
            case "hour" -> now.isBefore(publishedAt.plus(Duration.ofHours(1)));
            case "day" -> now.isBefore(publishedAt.plus(Duration.ofDays(1)));
            case "always" -> true;
            default -> now.isBefore(publishedAt.plus(Duration.ofDays(7)));
        };
    }

    public boolean isReadByMe() {
        return Boolean.TRUE.equals(mayRead);
    }

    public boolean isWrittenByMe() {
        return Boolean.TRUE.equals(mayWrite);
    }

    /** Whether a request of the reader's would be refused. */
    public boolean isBannedAt(Instant now) {
        return removed != null && removed.bannedUntil() != null && now.isBefore(removed.bannedUntil());
    }
}
