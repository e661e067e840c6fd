package org.meridian.notifications.digest;

import java.util.List;
import org.meridian.notifications.digest.Outline.Entry;
import org.meridian.notifications.digest.Outline.Note;
import org.meridian.notifications.digest.Outline.Part;
import org.meridian.notifications.digest.Outline.Passage;
import org.meridian.text.Sentences;

/** A digest as plain text that reads well aloud, in lines of 78 characters where words allow. */
final class TextMessage {

    private static final int WIDTH = 78;

    private final StringBuilder text = new StringBuilder(1 << 14);

    private final Sentences sentences;

    private TextMessage(Sentences sentences) {
        this.sentences = sentences;
    }

    static String write(Outline outline, Sentences sentences) {
        return new TextMessage(sentences).all(outline);
    }

    private String all(Outline outline) {
        lines("", outline.title());
        lines("", outline.covers());
        outline.parts().forEach(this::part);
        return text.toString();
    }

    private void part(Part part) {
        text.append('\n');
        lines("", part.heading());
        text.append("-".repeat(Math.clamp(part.heading().codePointCount(0, part.heading().length()), 1, WIDTH)))
                .append('\n');
        part.passages().forEach(this::passage);
        if (!part.notes().isEmpty()) {
            text.append('\n');
        }
        part.notes().forEach(this::note);
    }

    private void passage(Passage passage) {
        if (passage.why() != null) {
            text.append('\n');
            lines("", sentences.of("digest.why-heading") + " " + passage.why());
        }
        passage.entries().forEach(this::entry);
    }

    private void entry(Entry entry) {
        text.append("\n* ");
        lines("  ", entry.headline());
        lines("  ", entry.byline());
        lines("  ", entry.written());
        if (entry.late() != null) {
            lines("  ", sentences.of("digest.late-heading", entry.late()));
        }
        if (entry.excerpt() != null) {
            lines("  ", entry.excerpt());
        }
        if (entry.why() != null) {
            lines("  ", sentences.of("digest.why-heading") + " " + entry.why());
        }
        text.append("  ").append(entry.link()).append('\n');
    }

    private void note(Note note) {
        lines("", note.text());
        if (note.link() != null) {
            text.append(note.link()).append('\n');
        }
    }

    /** Breaks between words; begins where a line has begun, and indents. */
    private void lines(String indent, String words) {
        int column = text.length() - text.lastIndexOf("\n") - 1;
        if (column == 0) {
            text.append(indent);
            column = indent.length();
        }
        boolean first = true;
        for (String word : List.of(words.split(" ", -1))) {
            int length = word.codePointCount(0, word.length());
            if (!first && column + 1 + length > WIDTH) {
                text.append('\n').append(indent);
                column = indent.length();
            } else if (!first) {
                text.append(' ');
                column++;
            }
            text.append(word);
            column += length;
            first = false;
        }
        text.append('\n');
    }
}
