package org.meridian.mail.queue;

import java.util.Locale;

/** Waiting; or, for good: accepted by the server, refused by it, or with nothing left to say or nobody to say it to. */
public enum MailState {
    WAITING, SENT, BOUNCED, DROPPED;

    static MailState of(String column) {
        return valueOf(column.toUpperCase(Locale.ROOT));
    }

    String column() {
        return name().toLowerCase(Locale.ROOT);
    }
}
