package org.meridian.text;

import com.ibm.icu.text.UnicodeSet;
import com.ibm.icu.text.UnicodeSetSpanner;
import com.ibm.icu.text.UnicodeSetSpanner.CountMethod;
import java.text.Normalizer;

/** The one rule for what people read: what it is made of, whoever wrote it and wherever it is shown. */
public final class Legible {

    /**
     * Space, controls, marks without a letter, what is ignored where it cannot be shown (fillers and tags among them), and
     * symbols that stand for nothing: braille without a dot, a note without a head, hieroglyphs that are blank.
     */
    private static final UnicodeSet UNSEEN = new UnicodeSet("[[:Z:][:Cc:][:Cf:][:Cs:][:M:]"
            + "[:Default_Ignorable_Code_Point:][:Noncharacter_Code_Point:]"
            + "\\u2800 \\u303F \\U00013441 \\U00013442 \\U0001D159]").freeze();
    private static final UnicodeSet LINE_BREAKS = new UnicodeSet("[\\u000A-\\u000D \\u0085 \\u2028 \\u2029]").freeze();
    private static final UnicodeSet TURNING = new UnicodeSet("[:Bidi_Control:]").freeze();
    private static final UnicodeSetSpanner TURNS = new UnicodeSetSpanner(TURNING);
    private static final UnicodeSetSpanner BLANK = new UnicodeSetSpanner(
            new UnicodeSet("[[:Z:][:Cc:][:Cs:]]").freeze());

    private Legible() {}

    /** The same text in the one of its spellings that is compared (NFC). */
    public static String normalised(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC);
    }

    /** No control characters but line breaks and tabs, and no half of a surrogate pair: neither can be stored. */
    public static boolean isPrintable(String text) {
        return text.codePoints().noneMatch(c -> Character.getType(c) == Character.SURROGATE
                || Character.isISOControl(c) && c != '\n' && c != '\r' && c != '\t');
    }

    /** Whether there is anything to see in it. */
    public static boolean isVisible(String text) {
        return !UNSEEN.containsAll(text);
    }

    /** Whether it has no line break of any kind. */
    public static boolean isOneLine(String text) {
        return LINE_BREAKS.containsNone(text);
    }

    /** Whether it has no characters that reorder what stands around it (Unicode's bidirectional controls). */
    public static boolean turnsNothingAround(String text) {
        return TURNING.containsNone(text);
    }

    /** As one line: controls, line breaks and other white space become one blank each; what reorders is left out. */
    public static String inOneLine(String text) {
        return BLANK.replaceFrom(TURNS.deleteFrom(text), " ", CountMethod.WHOLE_SPAN).strip();
    }
}
