package org.meridian.mail.message;

import static org.meridian.http.Fields.apiName;

import java.util.List;
import java.util.stream.Collectors;

/** What is around every message: why one gets it, and how to get it no longer. */
final class Frame {

    private record Link(String text, String address) {

        String html() {
            return "<br>\n<a href=\"%s\" style=\"color:#0b4f8a;text-decoration:underline;\">%s</a>"
                    .formatted(Escaped.of(address), Escaped.of(text));
        }
    }

    private final Sentences sentences = new Sentences("mail");
    private final String publicUrl;

    Frame(String publicUrl) {
        this.publicUrl = publicUrl;
    }

    String unsubscribeAddress(String token) {
        return publicUrl + "/unsubscribe/" + token;
    }

    String text(Message message, Envelope envelope) {
        return """
                %s

                --\s
                %s
                %s""".formatted(message.text().stripTrailing(), message.why(), links(envelope).stream()
                .map(it -> it.text() + ":\n" + it.address() + "\n").collect(Collectors.joining()));
    }

    /** Tables and inline styles, and a width that old Outlook is told by itself: it knows no max-width. */
    String html(String subject, Message message, Envelope envelope) {
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
                %4$s%5$s
                </td></tr>
                </table>
                <!--[if mso]></td></tr></table><![endif]-->
                </td></tr>
                </table>
                </body>
                </html>
                """
                .formatted(Sentences.LOCALE.toLanguageTag(), Escaped.of(subject), message.html(),
                        Escaped.of(message.why()),
                        links(envelope).stream().map(Link::html).collect(Collectors.joining()));
    }

    private List<Link> links(Envelope envelope) {
        UnsubscribeScope scope = envelope.kind().scope();
        String token = envelope.token();
        return scope == null || token == null
                ? List.of()
                : List.of(new Link(sentences.of(apiName(scope) + ".stop"), unsubscribeAddress(token)),
                        new Link(sentences.of("choose"), publicUrl + "/preferences"));
    }
}
