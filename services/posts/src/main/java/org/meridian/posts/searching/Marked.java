package org.meridian.posts.searching;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import org.springframework.web.util.HtmlUtils;

/**
 * A text in which words that were found are marked. PostgreSQL knows which they are; it looks at a folded copy, of which each
 * character's place in the text is known, so that nothing of what it answers with is shown.
 */
final class Marked {

    /** Of the private use area; in a folded text there is none. */
    static final char BEGIN = '\ue000';
    static final char END = '\ue001';

    private static final int BEFORE = 80;
    private static final int LENGTH = 300;

    private final String text;
    private final StringBuilder folded = new StringBuilder();
    private final List<Integer> places = new ArrayList<>();

    Marked(String text) {
        this.text = text;
        for (int i = 0; i < text.length();) {
            int c = text.codePointAt(i);
            String base = base(c);
            for (int k = 0; k < base.length(); k++) {
                folded.append(base.charAt(k));
                places.add(i);
            }
            i += Character.charCount(c);
        }
        places.add(text.length());
    }

    /** As the index has it: without accents; what PostgreSQL would take for markup, or for our marks, is a blank. */
    private static String base(int c) {
        if (c < 0x80) {
            return c == '<' || c == '&' || c == '-' || c == '/' || c == '_' ? " " : Character.toString(c);
        }
        int type = Character.getType(c);
        if (type == Character.PRIVATE_USE || type == Character.DASH_PUNCTUATION) {
            return " ";
        }
        return type == Character.NON_SPACING_MARK || c >= 0x2b9 && c <= 0x2bf
                ? ""
                : Normalizer.normalize(Character.toString(c), Normalizer.Form.NFKD).replaceAll("[\u0300-\u036f]", "");
    }

    String folded() {
        return folded.toString();
    }

    /** @param end the place behind the last character */
    record Range(int start, int end) {}

    /** @param marked the folded text with marks; without any where it is no such text */
    Extract extract(String marked) {
        List<Range> ranges = ranges(marked);
        int first = ranges.isEmpty() ? 0 : ranges.getFirst().start();
        int start = first <= BEFORE ? 0 : wordFrom(first - BEFORE);
        int end = text.length() - start <= LENGTH ? text.length() : wordUntil(start + LENGTH, start);
        String before = start > 0 ? "… " : "";
        String after = end < text.length() ? " …" : "";
        int moved = before.length() - start;
        return new Extract(before + text.substring(start, end) + after, ranges.stream()
                .filter(it -> it.start() >= start && it.end() <= end)
                .map(it -> new Range(it.start() + moved, it.end() + moved)).toList());
    }

    private List<Range> ranges(String marked) {
        List<Range> ranges = new ArrayList<>();
        int at = 0;
        int begun = -1;
        for (int i = 0; i < marked.length(); i++) {
            char c = marked.charAt(i);
            if (c == BEGIN) {
                begun = at;
            } else if (c == END && begun >= 0) {
                ranges.add(new Range(places.get(begun), places.get(at)));
                begun = -1;
            } else if (at < folded.length() && folded.charAt(at) == c) {
                at++;
            } else {
                return List.of();
            }
        }
        return ranges;
    }

    private int wordFrom(int at) {
        int blank = text.indexOf(' ', at);
        return blank >= 0 && blank < at + BEFORE ? blank + 1 : whole(at);
    }

    private int wordUntil(int at, int start) {
        int blank = text.lastIndexOf(' ', at);
        return blank > start + LENGTH / 2 ? blank : whole(at);
    }

    /** Not within a surrogate pair. */
    private int whole(int at) {
        return Character.isLowSurrogate(text.charAt(at)) ? at - 1 : at;
    }

    /**
     * A part of a text.
     *
     * @param marks in its UTF-16 units
     */
    record Extract(String text, List<Range> marks) {

        /** Text and {@code mark}, nothing else. */
        String html() {
            var html = new StringBuilder();
            int done = 0;
            for (Range mark : marks) {
                html.append(escaped(text.substring(done, mark.start())));
                html.append("<mark>");
                html.append(escaped(text.substring(mark.start(), mark.end())));
                html.append("</mark>");
                done = mark.end();
            }
            html.append(escaped(text.substring(done)));
            return html.toString();
        }

        private static String escaped(String words) {
            return HtmlUtils.htmlEscape(words, "UTF-8");
        }
    }
}
