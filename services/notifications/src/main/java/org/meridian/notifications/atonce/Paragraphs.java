package org.meridian.notifications.atonce;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.meridian.mail.message.Escaped;
import org.meridian.mail.message.Look;
import org.meridian.text.markdown.Markdown;

/** What a message says, once as plain text and once as HTML. What people wrote becomes HTML here, and nowhere before. */
record Paragraphs(String heading, List<Paragraph> paragraphs) {

    private static final int WIDTH = 76;

    /** What somebody wrote, with its line breaks: as they wrote it, and as HTML. */
    record Quote(String text, String html) {

        static @Nullable Quote plain(@Nullable String text) {
            return text == null
                    ? null
                    : new Quote(text, "<br>" + text.lines().map(Escaped::of).collect(Collectors.joining("<br>")));
        }

        static @Nullable Quote markdown(@Nullable String text) {
            return text == null ? null : new Quote(text, Look.written(Markdown.html(text)));
        }
    }

    /**
     * @param lead  one sentence
     * @param when  a time, if it has one
     * @param quote what somebody wrote
     * @param link  where it can be read
     */
    record Paragraph(String lead, @Nullable String when, @Nullable Quote quote, @Nullable String link) {

        String text() {
            var text = new StringBuilder(wrapped(lead, ""));
            if (when != null) {
                text.append(wrapped(when, ""));
            }
            if (quote != null) {
                quote.text().lines().forEach(line -> text.append(wrapped(line, "> ")));
            }
            return link == null ? text.toString() : text.append(link).append('\n').toString();
        }

        String html() {
            var html = new StringBuilder("<tr><td class=\"ink\" style=\"padding:0 0 16px 0;").append(Look.INK)
                    .append("\">").append(link == null ? Escaped.of(lead) : Look.link(link, lead));
            if (when != null) {
                html.append("<br><span class=\"soft\" style=\"color:#5e5461;font-size:14px;\">")
                        .append(Escaped.of(when)).append("</span>");
            }
            if (quote != null) {
                html.append(quote.html());
            }
            return html.append("</td></tr>\n").toString();
        }
    }

    String text() {
        return heading + "\n\n" + paragraphs.stream().map(Paragraph::text).collect(Collectors.joining("\n"));
    }

    String html() {
        return "<h2 class=\"ink\" style=\"" + Look.SERIF + "margin:16px 0 8px 0;font-size:20px;line-height:26px;"
                + "font-weight:600;\">" + Escaped.of(heading) + "</h2>\n" + Look.TABLE
                + paragraphs.stream().map(Paragraph::html).collect(Collectors.joining()) + "</table>\n";
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
