package org.meridian.notifications.delivery;

import java.util.List;
import java.util.Map;

/** Writes the mails of one kind, at the moment when they are handed over: what may no longer be read is left out then. */
public interface Messages {

    /** As in {@link Mailing#kind}. */
    String kind();

    /** Messages by their mailing's id; what is missing has nothing left to say, and is not sent. */
    Map<String, Message> write(List<Mailing> mailings);

    /** Whether they may be written now; those that may not stay waiting. */
    default boolean mayGo() {
        return true;
    }
}
