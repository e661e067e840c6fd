package org.meridian.posts.reading;

import java.text.BreakIterator;
import java.util.Locale;
import org.meridian.text.markdown.Markdown;

/**
 * The beginning of a text, as lists show it: without markup.
 *
 * @param more whether the text goes on; it then ends between two words where there are words
 */
public record Extract(String text, boolean more) {

    static final int MOST_CHARS = 500;
    /** So much of what was written is looked at: markup takes room, and what ends within it would show it. */
    public static final int READ_CHARS = 2 * MOST_CHARS;

    /** @param written as much of it as is looked at, and a character more where there is more */
    public static Extract of(String written) {
        boolean goesOn = written.codePointCount(0, written.length()) > READ_CHARS;
        String beginning = Markdown.text(written);
        if (beginning.codePointCount(0, beginning.length()) <= (goesOn ? MOST_CHARS - 1 : MOST_CHARS)) {
            return new Extract(goesOn ? beginning + "…" : beginning, goesOn);
        }
        int end = beginning.offsetByCodePoints(0, MOST_CHARS - 1);
        int space = lastSpace(beginning, end);
        String cut = beginning.substring(0, space > end / 2 ? space : lastCharacter(beginning, end));
        return new Extract(cut.stripTrailing() + "…", true);
    }

    private static int lastSpace(String text, int end) {
        int space = end;
        while (space > 0 && !Character.isWhitespace(text.charAt(space))) {
            space--;
        }
        return space;
    }

    /** What people take for one character may be several. */
    private static int lastCharacter(String text, int end) {
        BreakIterator characters = BreakIterator.getCharacterInstance(Locale.ROOT);
        characters.setText(text);
        int cut = characters.isBoundary(end) ? end : characters.preceding(end);
        return cut > 0 ? cut : end;
    }
}
