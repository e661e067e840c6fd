package org.meridian.notifications.delivery;

/** What is around every letter: why one gets it, and how to get it no longer. */
final class Frame {

    static final String LANGUAGE = "en";

    private final String publicUrl;

    Frame(String publicUrl) {
        this.publicUrl = publicUrl;
    }

    String text(Message letter, String unsubscribe) {
        return """
                %s

                --\s
                %s
                %s:
                %s
                Choose what is mailed to you, and when:
                %s
                """.formatted(letter.text().stripTrailing(), why(letter.scope()), stop(letter.scope()), unsubscribe,
                preferences());
    }

    /** Tables and inline styles, and a width that old Outlook is told by itself: it knows no max-width. */
    String html(String subject, Message letter, String unsubscribe) {
        return """
                <!DOCTYPE html>
                <html lang="%1$s">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="color-scheme" content="light">
                <title>%2$s</title>
                </head>
                <body style="margin:0;padding:0;background-color:#f2f4f5;">
                <table role="presentation" width="100%%" cellpadding="0" cellspacing="0" border="0" style="background-color:#f2f4f5;">
                <tr><td align="center" style="padding:16px 8px;">
                <!--[if mso]><table role="presentation" width="640" cellpadding="0" cellspacing="0" border="0"><tr><td><![endif]-->
                <table role="presentation" width="100%%" cellpadding="0" cellspacing="0" border="0" style="max-width:640px;background-color:#ffffff;">
                <tr><td align="left" style="padding:24px;font-family:Arial,Helvetica,sans-serif;font-size:16px;line-height:24px;color:#1a1a1a;">
                %3$s
                </td></tr>
                <tr><td align="left" style="padding:16px 24px;border-top:1px solid #c8ccd0;font-family:Arial,Helvetica,sans-serif;font-size:14px;line-height:21px;color:#4a4f55;">
                %4$s<br>
                <a href="%6$s" style="color:#0b4f8a;text-decoration:underline;">%5$s</a><br>
                <a href="%7$s" style="color:#0b4f8a;text-decoration:underline;">Choose what is mailed to you, and when</a>
                </td></tr>
                </table>
                <!--[if mso]></td></tr></table><![endif]-->
                </td></tr>
                </table>
                </body>
                </html>
                """
                .formatted(LANGUAGE, Escaped.of(subject), letter.html(), Escaped.of(why(letter.scope())),
                        Escaped.of(stop(letter.scope())), Escaped.of(unsubscribe), Escaped.of(preferences()));
    }

    private String preferences() {
        return publicUrl + "/preferences";
    }

    private static String why(UnsubscribeScope scope) {
        return switch (scope) {
            case DIGEST -> "You get this digest because you are a member of Meridian.";
            case AT_ONCE -> "You get this because you are a member of Meridian and want to know at once.";
        };
    }

    private static String stop(UnsubscribeScope scope) {
        return switch (scope) {
            case DIGEST -> "Stop all digests";
            case AT_ONCE -> "Stop all mail that is sent at once";
        };
    }
}
