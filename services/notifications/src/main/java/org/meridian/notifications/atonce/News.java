package org.meridian.notifications.atonce;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.meridian.events.membership.MailContent;
import org.meridian.mail.message.OneLine;

/** What a mail at once says, as it is when the mail is written. */
sealed interface News {

    String groupId();

    /** The group's name. */
    String group();

    /** How much of the group a mail may carry; what is not known to be more counts as {@code COUNTS}. */
    MailContent mail();

    /**
     * A request to join that waits for the reader.
     *
     * @param overdue whether it waits longer than its group promises
     */
    record Request(String groupId, String group, MailContent mail, @Nullable String applicant,
            Instant requestedAt, boolean overdue) implements News {

        public Request {
            group = OneLine.of(group);
        }
    }

    /** The decision on the reader's own request. */
    record Decision(String groupId, String group, MailContent mail, boolean granted) implements News {

        public Decision {
            group = OneLine.of(group);
        }
    }

    /**
     * What others have decided about the reader's membership.
     *
     * @param reason null where none was given, or mails may not carry it
     * @param over   whether the reader is not in the group any more
     */
    record Membership(String groupId, String group, MailContent mail, String sentence, @Nullable String reason,
            boolean over) implements News {}

    /**
     * The reader's reply, which was accepted as the answer.
     *
     * @param title of the question; null where it has none
     * @param by    what whoever accepted it is called
     */
    record Accepted(String groupId, String group, MailContent mail, String threadId, @Nullable String title,
            @Nullable String by) implements News {

        public Accepted {
            group = OneLine.of(group);
        }
    }

    /**
     * A post, or a reply, which has no title of its own.
     *
     * @param title   the thread's
     * @param toMe    whether it is a reply in the reader's thread
     * @param at      when it was written, by the real clock, as everywhere else that it is shown
     */
    record Item(String groupId, String group, MailContent mail, String id, String threadId, boolean toMe,
            String authorId, @Nullable String author, @Nullable String title, @Nullable String excerpt,
            Instant at, @Nullable Instant editedAt) implements News {

        public Item {
            group = OneLine.of(group);
        }

        boolean isReply() {
            return !id.equals(threadId);
        }
    }
}
