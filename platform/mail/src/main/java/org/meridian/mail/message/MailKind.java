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
 */
public record MailKind(String name, @Nullable UnsubscribeScope scope, Duration firstRest) {

    /** It may wait a minute. */
    public MailKind(String name, @Nullable UnsubscribeScope scope) {
        this(name, scope, Duration.ofMinutes(1));
    }
}
