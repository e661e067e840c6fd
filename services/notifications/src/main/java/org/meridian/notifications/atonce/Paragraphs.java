package org.meridian.notifications.atonce;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.meridian.mail.message.Escaped;

/** What a message says, once as plain text and once as HTML. What people wrote is escaped here, and nowhere before. */
record Paragraphs(String heading, List<Paragraph> paragraphs) {

    private static final int WIDTH = 76;

    /**
     * @param lead  one sentence
     * @param when  a time, if it has one
     * @param quote what somebody wrote, with its line breaks
     * @param link  where it can be read
     */
    record Paragraph(String lead, @Nullable String when, @Nullable String quote, @Nullable String link) {

        String text() {
            var text = new StringBuilder(wrapped(lead, ""));
            if (when != null) {
                text.append(wrapped(when, ""));
            }
            if (quote != null) {
                quote.lines().forEach(line -> text.append(wrapped(line, "> ")));
            }
            return link == null ? text.toString() : text.append(link).append('\n').toString();
        }

        String html() {
            var html = new StringBuilder("<tr><td style=\"padding:0 0 16px 0\">");
            html.append(link == null
                    ? Escaped.of(lead)
                    : "<a href=\"%s\" style=\"color:#0b4f8a;text-decoration:underline\">%s</a>".formatted(
                            Escaped.of(link),
                            Escaped.of(lead)));
            if (when != null) {
                html.append("<br><span style=\"color:#4a4f55;font-size:14px\">").append(Escaped.of(when))
                        .append("</span>");
            }
            if (quote != null) {
                html.append("<br>").append(quote.lines().map(Escaped::of).collect(Collectors.joining("<br>")));
            }
            return html.append("</td></tr>\n").toString();
        }
    }

    String text() {
        return heading + "\n\n" + paragraphs.stream().map(Paragraph::text).collect(Collectors.joining("\n"));
    }

    String html() {
        return """
                <table role="presentation" width="100%%" cellpadding="0" cellspacing="0" border="0" \
                style="font-family:Arial,Helvetica,sans-serif;font-size:16px;line-height:24px;color:#1a1a1a">
                <tr><td style="padding:16px 0 8px 0"><h2 style="margin:0;font-size:18px">%s</h2></td></tr>
                %s</table>
                """.formatted(Escaped.of(heading),
                paragraphs.stream().map(Paragraph::html).collect(Collectors.joining()));
    }

    /** Lines of at most 78 characters where words allow. */
    private static String wrapped(String line, String indent) {
        var text = new StringBuilder();
        var row = new StringBuilder(indent);
        for (String word : line.split(" ")) {
            if (row.length() > indent.length() && row.length() + word.length() > WIDTH) {
                text.append(row.toString().stripTrailing()).append('\n');
                row.setLength(indent.length());
            }
            row.append(word).append(' ');
        }
        return text.append(row.toString().stripTrailing()).append('\n').toString();
    }
}
