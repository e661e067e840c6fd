package org.meridian.mail.message;

import java.util.Locale;

/**
 * What a mail says. What is around it, the headers and the words about unsubscribing are the same in all; whatever people
 * wrote is escaped in {@code html} already.
 *
 * @param subject of any length and with any characters; one header line is made of it
 * @param text    the plain part, lines of at most 78 characters where words allow
 * @param html    the inside of the body: tables and inline styles, which old Outlook can show
 * @param why     one sentence: why its reader gets it
 * @param language in which it is written
 */
public record Message(String subject, String text, String html, String why, Locale language) {}
