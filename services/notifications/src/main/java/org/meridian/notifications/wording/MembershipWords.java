package org.meridian.notifications.wording;

import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.meridian.events.membership.Role;
import org.meridian.events.notifications.NoticeKind;
import org.meridian.http.Fields;
import org.meridian.text.Sentences;

/** What others have decided about the reader's membership, in one plain sentence. */
public final class MembershipWords {

    /** How a day of any year is written. */
    public static final String DAY = "date.day-of-year";

    private MembershipWords() {}

    /**
     * @param kind        {@code ROLE}, {@code REMOVED}, {@code BAN_LIFTED} or {@code OFFERED}
     * @param role        that was given or offered
     * @param bannedUntil null without a ban
     * @param actor       who decided it
     */
    public static String of(NoticeKind kind, @Nullable Role role, @Nullable Instant bannedUntil, String actor,
            String group, ZoneId reader, Sentences sentences) {
        return switch (kind) {
            case ROLE -> sentences.of("membership.role." + word(role), actor, group);
            case OFFERED -> sentences.of("membership.offered." + word(role), group);
            case BAN_LIFTED -> sentences.of("membership.ban-lifted", group);
            case REMOVED -> bannedUntil == null
                    ? sentences.of("membership.removed", group)
                    : sentences.of("membership.banned", group, sentences.date(DAY, bannedUntil.atZone(reader)));
            case REPLY, REQUEST, OVERDUE, DECISION, EXPIRING, TAKEN_OUT, ACCEPTED, UNKNOWN ->
                throw new IllegalArgumentException(kind + " is about no membership");
        };
    }

    /** That the reader's registration runs out. */
    public static String expiring(Instant until, String group, ZoneId reader, Sentences sentences) {
        return sentences.of("membership.expiring", group, sentences.date(DAY, until.atZone(reader)));
    }

    private static String word(@Nullable Role role) {
        return role == null ? "unknown" : Fields.apiName(role);
    }
}
