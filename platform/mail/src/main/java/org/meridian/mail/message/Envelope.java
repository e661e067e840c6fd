package org.meridian.mail.message;

import jakarta.mail.internet.InternetAddress;
import org.jspecify.annotations.Nullable;

/**
 * Whom a mail goes to, and as what.
 *
 * @param id    what it is about, the same however often it is sent; its Message-ID is derived from it
 * @param token of the address that takes the reader out of the kind's scope; null where it has none
 */
public record Envelope(String id, InternetAddress to, MailKind kind, @Nullable String token) {}
