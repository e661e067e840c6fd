package org.meridian.notifications.digest;

import static org.meridian.notifications.wording.Wording.SENTENCES;

import org.meridian.mail.message.Escaped;
import org.meridian.notifications.digest.Outline.Entry;
import org.meridian.notifications.digest.Outline.Note;
import org.meridian.notifications.digest.Outline.Part;

/**
 * A digest as the inside of an HTML body. Tables and inline styles are all that old Outlook knows; the tables are for
 * layout, which is said to screen readers, and headings, lists of links and the reading order are real.
 */
final class HtmlMessage {

    private static final String FONT = "font-family:Arial,Helvetica,sans-serif;color:#1b1b1b;";
    private static final String SMALL = FONT + "font-size:13px;line-height:19px;margin:0;color:#555555;";
    private static final String PLAIN = FONT + "font-size:15px;line-height:22px;margin:4px 0;";
    private static final String LINK = "color:#0b57a4;text-decoration:underline;";

    private final StringBuilder html = new StringBuilder(1 << 15);

    private HtmlMessage() {}

    static String write(Outline outline) {
        return new HtmlMessage().all(outline);
    }

    private String all(Outline outline) {
        element("h1", FONT + "font-size:22px;line-height:28px;margin:0 0 4px 0;", Escaped.of(outline.title()));
        element("p", SMALL, Escaped.of(outline.covers()));
        outline.parts().forEach(this::part);
        return html.toString();
    }

    private void part(Part part) {
        element("h2", FONT + "font-size:18px;line-height:24px;margin:24px 0 8px 0;", Escaped.of(part.heading()));
        if (!part.entries().isEmpty()) {
            html.append(
                    "<table role=\"presentation\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\">\n");
            part.entries().forEach(this::entry);
            html.append("</table>\n");
        }
        part.notes().forEach(this::note);
    }

    private void entry(Entry entry) {
        html.append("<tr><td style=\"padding:10px 0;border-top:1px solid #d9d9d9;\">\n");
        element("h3", FONT + "font-size:16px;line-height:22px;margin:0;", link(entry.link(), entry.headline()));
        element("p", SMALL, Escaped.of(entry.byline()) + "<br>" + Escaped.of(entry.written()));
        if (entry.late() != null) {
            element("p", SMALL + "font-weight:bold;", Escaped.of(SENTENCES.of("digest.late-heading", entry.late())));
        }
        if (entry.excerpt() != null) {
            element("p", PLAIN, Escaped.of(entry.excerpt()));
        }
        element("p", SMALL, "<i>" + Escaped.of(SENTENCES.of("digest.why-heading")) + "</i> " + Escaped.of(entry.why()));
        html.append("</td></tr>\n");
    }

    private void note(Note note) {
        element("p", PLAIN, note.link() == null
                ? Escaped.of(note.text())
                : Escaped.of(note.text()) + " " + link(note.link(), SENTENCES.of("digest.read-in-group")));
    }

    private static String link(String address, String text) {
        return "<a href=\"" + Escaped.of(address) + "\" style=\"" + LINK + "\">" + Escaped.of(text) + "</a>";
    }

    private void element(String name, String style, String inside) {
        html.append('<').append(name).append(" style=\"").append(style).append("\">").append(inside).append("</")
                .append(name).append(">\n");
    }
}
