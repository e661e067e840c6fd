package org.meridian.mail.message;

import java.text.BreakIterator;
import java.util.Locale;
import java.util.regex.Pattern;

/** One header line of whatever somebody wrote. */
final class Subject {

    private static final int MAX_CHARS = 200;

    /** Line ends and other controls, and halves of characters. */
    private static final Pattern UNWANTED = Pattern.compile("[\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}\\p{Zs}]+");
    /** What turns the rest of the line around, and what keeps it from that: some programs show it as a box. */
    private static final Pattern TURNING = Pattern.compile("[\\u061C\\u200E\\u200F\\u202A-\\u202E\\u2066-\\u2069]+");

    private Subject() {}

    static String of(String text) {
        // An encoded word is ours to write: one that somebody wrote would be shown as what it stands for.
        String line = UNWANTED.matcher(TURNING.matcher(text).replaceAll("")).replaceAll(" ").replace("=?", "= ?")
                .strip();
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
