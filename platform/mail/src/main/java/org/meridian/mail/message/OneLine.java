package org.meridian.mail.message;

import java.text.Bidi;
import org.meridian.text.Legible;

/** What somebody wrote, as a part of a line in a mail. */
public final class OneLine {

    /** Whatever direction is between them, it changes nothing outside (UAX #9). */
    private static final char FIRST_STRONG_ISOLATE = '\u2068';
    private static final char POP_DIRECTIONAL_ISOLATE = '\u2069';

    private OneLine() {}

    /**
     * Line breaks and other white space become one blank each, as do control characters; what turns the direction of the rest
     * is left out, and what is not written from left to right throughout is kept apart from the words around it.
     */
    public static String of(String text) {
        String line = alone(text);
        return Bidi.requiresBidi(line.toCharArray(), 0, line.length())
                ? FIRST_STRONG_ISOLATE + line + POP_DIRECTIONAL_ISOLATE
                : line;
    }

    /** The same for what has the line to itself. */
    public static String alone(String text) {
        return Legible.inOneLine(text);
    }
}
