package org.meridian.notifications.digest;

import org.meridian.mail.message.Escaped;
import org.meridian.mail.message.Look;
import org.meridian.notifications.digest.Outline.Entry;
import org.meridian.notifications.digest.Outline.Note;
import org.meridian.notifications.digest.Outline.Part;
import org.meridian.notifications.digest.Outline.Passage;
import org.meridian.text.Sentences;

/**
 * A digest as the inside of an HTML body. Tables and inline styles are all that old Outlook knows; the tables are for
 * layout, which is said to screen readers, and headings, lists of links and the reading order are real.
 */
final class HtmlMessage {

    private static final String SMALL = "margin:4px 0 0 0;font-size:14px;line-height:21px;color:#5e5461;";

    private final StringBuilder html = new StringBuilder(1 << 15);

    private final Sentences sentences;

    private HtmlMessage(Sentences sentences) {
        this.sentences = sentences;
    }

    static String write(Outline outline, Sentences sentences) {
        return new HtmlMessage(sentences).all(outline);
    }

    private String all(Outline outline) {
        element("h1", "ink", "margin:0;font-size:26px;line-height:32px;font-weight:600;", Escaped.of(outline.title()));
        soft(outline.covers());
        outline.parts().forEach(this::part);
        return html.toString();
    }

    private void part(Part part) {
        element("h2", "ink",
                Look.SERIF + "margin:28px 0 6px 0;padding-bottom:6px;border-bottom:2px solid #241d26;"
                        + "font-size:20px;line-height:26px;font-weight:600;",
                Escaped.of(part.heading()));
        part.passages().forEach(this::passage);
        part.notes().forEach(this::note);
    }

    private void passage(Passage passage) {
        if (passage.why() != null) {
            why(passage.why());
        }
        html.append(Look.TABLE);
        passage.entries().forEach(this::entry);
        html.append("</table>\n");
    }

    private void entry(Entry entry) {
        html.append("<tr><td class=\"ink\" style=\"padding:12px 0;").append(Look.INK).append("\">\n");
        if (entry.late() != null) {
            element("p", "wait", "margin:0;font-size:14px;line-height:20px;font-weight:600;color:#7a4a00;",
                    Escaped.of(sentences.of("digest.late-heading", entry.late())));
        }
        element("h3", "", Look.SERIF + "margin:2px 0;font-size:18px;line-height:24px;font-weight:600;",
                Look.link(entry.link(), entry.headline()));
        if (entry.excerpt() != null) {
            element("p", "", Look.SERIF + "margin:0 0 4px 0;font-size:16px;line-height:24px;",
                    Escaped.of(entry.excerpt()));
        }
        element("p", "soft", SMALL, Escaped.of(entry.byline()) + "<br>" + Escaped.of(entry.written()));
        if (entry.why() != null) {
            why(entry.why());
        }
        html.append("</td></tr>\n");
    }

    private void why(String sentence) {
        element("p", "soft", SMALL,
                "<i>" + Escaped.of(sentences.of("digest.why-heading")) + "</i> " + Escaped.of(sentence));
    }

    private void note(Note note) {
        element("p", "", "margin:8px 0;", note.link() == null
                ? Escaped.of(note.text())
                : Escaped.of(note.text()) + " " + Look.link(note.link(), sentences.of("digest.read-in-group")));
    }

    private void soft(String text) {
        element("p", "soft", SMALL, Escaped.of(text));
    }

    /** @param styles by a style sheet; empty: none of them */
    private void element(String name, String styles, String style, String inside) {
        html.append('<').append(name);
        if (!styles.isEmpty()) {
            html.append(" class=\"").append(styles).append('"');
        }
        html.append(" style=\"").append(style).append("\">").append(inside).append("</").append(name).append(">\n");
    }
}
