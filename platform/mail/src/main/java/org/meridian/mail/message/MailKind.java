package org.meridian.mail.message;

import org.jspecify.annotations.Nullable;

/**
 * A kind of mail.
 *
 * @param name  as tables and metrics have it: {@code digest}
 * @param scope what its unsubscribe address takes the reader out of; null: there is none, since it was asked for each time
 */
public record MailKind(String name, @Nullable UnsubscribeScope scope) {}
