package org.meridian.mail.message;

/**
 * Text in HTML that is ASCII throughout: whatever the way, a mail server changes nothing in it and old Outlook shows it, and
 * nothing needs to be encoded once more.
 */
public final class Escaped {

    private Escaped() {}

    public static String of(String text) {
        var html = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> html.append("&amp;");
                case '<' -> html.append("&lt;");
                case '>' -> html.append("&gt;");
                case '"' -> html.append("&quot;");
                case '\'' -> html.append("&#39;");
                default -> append(html, c);
            }
        });
        return html.toString();
    }

    /** HTML that is finished. */
    static String inAscii(String finished) {
        var html = new StringBuilder(finished.length() + 16);
        finished.codePoints().forEach(c -> append(html, c));
        return html.toString();
    }

    private static void append(StringBuilder html, int c) {
        if (c < 0x7f) {
            html.append((char) c);
        } else {
            html.append("&#").append(c).append(';');
        }
    }
}
