package org.meridian.mail.message;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A kind of mail.
 *
 * @param name      as tables and metrics have it: {@code digest}
 * @param scope     what its unsubscribe address takes the reader out of; null: there is none, since it was asked for each
 *                  time
 * @param firstRest how long it rests after the first attempt that fails
 * @param told      whether its service is told of each one that was sent
 * @param ahead     whether somebody sits and waits for it: it goes before all other kinds of its service
 */
public record MailKind(String name, @Nullable UnsubscribeScope scope, Duration firstRest, boolean told,
        boolean ahead) {

    private static final Duration A_MINUTE = Duration.ofMinutes(1);

    public MailKind(String name, @Nullable UnsubscribeScope scope) {
        this(name, scope, A_MINUTE, false, false);
    }

    public MailKind(String name, @Nullable UnsubscribeScope scope, Duration firstRest) {
        this(name, scope, firstRest, false, false);
    }

    /** The same, and its service is told of each one that was sent. */
    public MailKind andTold() {
        return new MailKind(name, scope, firstRest, true, ahead);
    }

    /** The same, and it goes before all other kinds. */
    public MailKind andAhead() {
        return new MailKind(name, scope, firstRest, told, true);
    }
}
