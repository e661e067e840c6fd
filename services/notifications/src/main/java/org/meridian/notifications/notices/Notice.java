package org.meridian.notifications.notices;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.meridian.events.membership.Role;
import org.meridian.events.notifications.NoticeKind;
import org.meridian.events.posts.StandingCause;
import org.meridian.mail.message.OneLine;
import org.meridian.notifications.wording.MembershipWords;
import org.meridian.text.Sentences;

/** A notice with what it is about, as that is now. */
record Notice(String id, String groupId, @Nullable String group, String actorId, @Nullable String actorName,
        String subjectId, Instant raisedAt, @Nullable Instant readAt, About about) {

    sealed interface About {

        /** @param threadTitle null where the thread has none or was withdrawn */
        record Reply(String threadId, @Nullable String threadTitle) implements About {}

        /**
         * Somebody else's request, or the reader's own.
         *
         * @param closedAt when it was decided or withdrawn; null while it waits
         */
        record Request(Whose whose, String id, State state, Instant requestedAt,
                @Nullable Instant closedAt) implements About {}

        /**
         * The reader's own membership, about which others have decided.
         *
         * @param role        that was given or offered
         * @param reason      of a removal; null where none was given, or it has not arrived yet
         * @param bannedUntil null without a ban
         */
        record Membership(NoticeKind kind, @Nullable Role role, @Nullable String reason,
                @Nullable Instant bannedUntil) implements About {}

        /** The reader's own registration, which runs out. */
        record Expiring(Instant until) implements About {}

        /**
         * The reader's reply, which was accepted as the answer.
         *
         * @param question what the thread is called; null where it is called nothing
         */
        record Accepted(String threadId, @Nullable String question) implements About {}

        /** What the reader wrote, and the group's home has taken out. */
        record TakenOut(StandingCause cause, Instant writtenAt) implements About {}
    }

    /** Somebody else's that the reader decides on, one of those that has waited too long, the reader's own. */
    enum Whose {
        ASKED("notice.request."), OVERDUE("notice.overdue."), MINE("notice.mine.");

        private final String sentences;

        Whose(String sentences) {
            this.sentences = sentences;
        }
    }

    enum State {
        PENDING, GRANTED, REFUSED, WITHDRAWN;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A request that somebody has dealt with is nothing to be done any more, which is as good as read. */
    @Nullable
    Instant settledAt() {
        return readAt == null && about instanceof About.Request(var whose, var id, var state, var asked, var closedAt)
                && whose != Whose.MINE
                        ? closedAt
                        : readAt;
    }

    /** One plain sentence. */
    String sentence(Sentences sentences, ZoneId reader) {
        String in = group == null ? sentences.of("a-group") : OneLine.of(group);
        String who = actorName == null ? sentences.of("somebody") : OneLine.of(actorName);
        return switch (about) {
            case About.Reply(var thread, var title) -> title == null
                    ? sentences.of("notice.reply", who, in)
                    : sentences.of("notice.reply-to", who, OneLine.of(title), in);
            case About.Membership(var kind, var role, var reason, var until) ->
                MembershipWords.of(kind, role, until, who, in, reader, sentences);
            case About.Expiring(var until) -> MembershipWords.expiring(until, in, reader, sentences);
            case About.TakenOut(var cause, var at) -> sentences.of(
                    cause == StandingCause.CLOSED ? "notice.taken-out.closed" : "notice.taken-out.membership", in,
                    sentences.date(MembershipWords.DAY, at.atZone(reader)));
            case About.Accepted(var thread, var question) -> question == null
                    ? sentences.of("notice.accepted", who, in)
                    : sentences.of("notice.accepted-to", who, OneLine.of(question), in);
            case About.Request(var whose, var id, var state, var asked, var closed) -> sentences
                    .of(whose.sentences + state.word(), whose == Whose.MINE ? in : who, in);
        };
    }
}
