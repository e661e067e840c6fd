package org.meridian.mail.queue;

import java.util.List;
import java.util.Map;
import org.meridian.mail.message.MailKind;
import org.meridian.mail.message.Message;

/** Writes the mails of one kind, at the moment when they are sent: what may no longer be read is left out then. */
public interface Messages {

    MailKind kind();

    /**
     * Messages by their mailing's id; what is missing has nothing left to say, and is not sent. What is written may not be
     * sent, if another instance sends the mail meanwhile.
     */
    Map<String, Message> write(List<Mailing> mailings);

    /** Whether they may be written now; those that may not stay waiting. */
    default boolean mayGo() {
        return true;
    }
}
