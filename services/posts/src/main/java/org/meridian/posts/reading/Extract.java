package org.meridian.posts.reading;

import java.text.BreakIterator;
import java.util.Locale;

/**
 * The beginning of a text, as lists show it.
 *
 * @param more whether the text goes on; it then ends between two words where there are words
 */
record Extract(String text, boolean more) {

    static final int MOST_CHARS = 500;

    /** @param beginning of the text, with at least one character more than an extract has where there is more */
    static Extract of(String beginning) {
        if (beginning.codePointCount(0, beginning.length()) <= MOST_CHARS) {
            return new Extract(beginning, false);
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
