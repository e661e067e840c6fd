package org.meridian.notifications.delivery;

/**
 * What a mail says. The mail itself, its headers, and the content about unsubscribing come from delivery; whatever
 * people wrote is escaped in {@code html} already.
 *
 * @param subject of any length and with any characters; delivery makes one header line of it
 * @param text    the plain part, lines of at most 78 characters where content allow
 * @param html    the inside of the body: tables and inline styles, which old Outlook can show
 * @param list    what the mail is a part of, for List-Id: letters, digits and hyphens, as {@code digest}
 * @param scope   what its unsubscribe address takes the member out of
 */
public record Message(String subject, String text, String html, String list, UnsubscribeScope scope) {}
