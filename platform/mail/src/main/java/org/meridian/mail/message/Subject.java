package org.meridian.mail.message;

import java.text.BreakIterator;
import java.util.Locale;
import org.meridian.text.Legible;

/** One header line of whatever somebody wrote. */
final class Subject {

    private static final int MAX_CHARS = 200;

    private Subject() {}

    static String of(String text) {
        // An encoded word is ours to write: one that somebody wrote would be shown as what it stands for.
        // What keeps the line from turning is left out too: some programs show it as a box.
        String line = Legible.inOneLine(text).replace("=?", "= ?");
        return line.codePointCount(0, line.length()) <= MAX_CHARS ? line : beginning(line) + "…";
    }

    private static String beginning(String line) {
        int end = line.offsetByCodePoints(0, MAX_CHARS - 1);
        BreakIterator characters = BreakIterator.getCharacterInstance(Locale.ROOT);
        characters.setText(line);
        int cut = characters.isBoundary(end) ? end : characters.preceding(end);
        return line.substring(0, cut > 0 ? cut : end).stripTrailing();
    }
}
