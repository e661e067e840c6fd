package org.meridian.membership.groups;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.meridian.community.Roles;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.events.membership.Charter;
import org.meridian.events.membership.EditingTime;
import org.meridian.events.membership.Joining;
import org.meridian.events.membership.MailContent;
import org.meridian.events.membership.RegistrationNeed;
import org.meridian.events.membership.Role;
import org.meridian.events.membership.Scope;
import org.meridian.events.membership.Visibility;

/**
 * A group as one of those who may see it does.
 *
 * @param version   of the newest fact, decided at {@code changedAt}; the charter has one of its own
 * @param closed  whether it is only read
 * @param myRole  null for who is not a member
 * @param offeredRole what the member was granted and has not asked for; null for nothing
 * @param mayRead  whether the member may read now what is written in it, and {@code mayWrite} whether they may write
 * @param removed null unless the member was removed and has not come back
 */
public record Group(String id, int version, Instant createdAt, Instant changedAt, Scope scope, Visibility visibility,
        Joining joining,
        MailContent mail, boolean closed, Charter charter, @Nullable Role myRole,
        @Nullable Role offeredRole, @Nullable Removed removed, boolean mayRead, boolean mayWrite) {

    /**
     * How somebody's membership was ended by others.
     *
     * @param reason      null where none was given, or it has not arrived yet
     * @param bannedUntil until when requests to join are refused; null without a ban
     */
    public record Removed(Instant at, @Nullable String reason, @Nullable Instant bannedUntil) {}

    /** A scope that this node doesn't know yet stays at home as well. */
    public boolean isDomestic() {
        return scope != Scope.INTERNATIONAL;
    }

    /** @throws Refusal where it is only read: nobody asks to join, is invited or taken in */
    public void checkOpen() {
        if (closed) {
            throw Refusal.conflict("group-closed", "This group is closed: it takes nobody in.");
        }
    }

    public List<String> questions() {
        return charter.getQuestions();
    }

    /** What a registration is needed for. */
    public RegistrationNeed need() {
        return need(charter);
    }

    static RegistrationNeed need(Charter charter) {
        return charter.getRegistrationNeed() == null ? RegistrationNeed.NONE : charter.getRegistrationNeed();
    }

    /** How long authors may edit what they wrote; in words that a newer release knows, as if nothing was said. */
    static EditingTime editing(Charter charter) {
        EditingTime said = charter.getEditing();
        return said == null || said == EditingTime.UNKNOWN ? EditingTime.WEEK : said;
    }

    /** What both versions are, in one. */
    String newest() {
        return version + "." + charter.getVersion();
    }

    public boolean isModeratedByMe() {
        return myRole != null && Roles.mayModerate(myRole);
    }
}
