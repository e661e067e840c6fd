package org.meridian.mail.queue;

import org.meridian.mail.message.MailKind;

/**
 * A mail on its way.
 *
 * @param id          what it is about, the same however often it is tried; its Message-ID is derived from it
 * @param recipientId whom it goes to, as the service's view {@code mail_recipient} has it
 * @param kind        which {@link Messages} write it
 * @param subjectId   what they write about: a digest, a post, a reply, a join request or a link to sign in with
 */
public record Mailing(String id, String recipientId, MailKind kind, String subjectId) {}
