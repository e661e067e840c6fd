package org.meridian.notifications.wording;

import org.meridian.mail.message.Sentences;

/** Where the sentences of digests and mails at once are: {@code messages/mail-notifications.properties}. */
public final class Wording {

    public static final Sentences SENTENCES = new Sentences("mail-notifications");

    private Wording() {}
}
