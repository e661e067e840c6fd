package org.meridian.mail.message;

import static org.meridian.http.Fields.apiName;

import java.util.List;
import java.util.stream.Collectors;
import org.meridian.text.Sentences;
import org.meridian.text.Translations;

/** What is around every message: why one gets it, and how to get it no longer. */
final class Frame {

    private record Link(String text, String address) {

        String html() {
            return "<br>\n" + Look.link(address, text);
        }
    }

    private final Translations translations = Translations.of("mail");
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
                %s""".formatted(message.text().stripTrailing(), message.why(), links(message, envelope).stream()
                .map(it -> it.text() + ":\n" + it.address() + "\n").collect(Collectors.joining()));
    }

    /**
     * Tables and inline styles, and a width that old Outlook is told by itself: it knows no max-width. Words break wherever they
     * have to, so that none of them widens a table beyond a phone.
     */
    String html(String subject, Message message, Envelope envelope) {
        return """
                <!DOCTYPE html>
                <html lang="%1$s">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="color-scheme" content="light dark">
                <meta name="supported-color-schemes" content="light dark">
                <title>%2$s</title>
                <style>
                %6$s
                </style>
                </head>
                <body class="page" style="margin:0;padding:0;background-color:#f8f4f4;">
                <table role="presentation" class="page" width="100%%" cellpadding="0" cellspacing="0" border="0" style="table-layout:fixed;background-color:#f8f4f4;">
                <tr><td class="out" align="center" style="padding:24px 12px;">
                <!--[if mso]><table role="presentation" width="600" cellpadding="0" cellspacing="0" border="0"><tr><td><![endif]-->
                <table role="presentation" class="card" width="100%%" cellpadding="0" cellspacing="0" border="0" style="table-layout:fixed;max-width:600px;background-color:#ffffff;border:1px solid #dfd7dc;border-radius:10px;">
                <tr><td class="px ink" align="left" style="padding:24px 32px;%7$s">
                <p class="ink" style="margin:0 0 18px 0;%9$sfont-size:18px;font-weight:600;">Meridian</p>
                %3$s
                </td></tr>
                <tr><td class="px soft rule" align="left" style="padding:16px 32px 24px;border-top:1px solid #dfd7dc;%8$sfont-size:14px;line-height:21px;">
                %4$s%5$s
                </td></tr>
                </table>
                <!--[if mso]></td></tr></table><![endif]-->
                </td></tr>
                </table>
                </body>
                </html>
                """
                .formatted(message.language().toLanguageTag(), Escaped.of(subject), message.html(),
                        Escaped.of(message.why()),
                        links(message, envelope).stream().map(Link::html).collect(Collectors.joining()), Look.SHEET,
                        Look.INK,
                        Look.SOFT, Look.SERIF);
    }

    private List<Link> links(Message message, Envelope envelope) {
        Sentences sentences = translations.in(message.language());
        UnsubscribeScope scope = envelope.kind().scope();
        String token = envelope.token();
        return scope == null || token == null
                ? List.of()
                : List.of(new Link(sentences.of(apiName(scope) + ".stop"), unsubscribeAddress(token)),
                        new Link(sentences.of("choose"), publicUrl + "/preferences"));
    }
}
