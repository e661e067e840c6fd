package org.meridian.text;

import com.ibm.icu.text.Normalizer2;
import com.ibm.icu.text.Transliterator;
import com.ibm.icu.text.UnicodeSet;
import java.util.List;

/**
 * Text as it is searched: what people take for the same letter is the same ({@code Ā}, {@code ł}, {@code ß}, ligatures), and
 * what is not seen or only joins and parts words is gone. What is searched and what is looked for are folded alike.
 */
public final class SearchText {

    /** Upper and lower case, forms of one character, and what has no width (Unicode's NFKC_Casefold). */
    private static final Normalizer2 CASE = Normalizer2.getNFKCCasefoldInstance();
    private static final Normalizer2 PARTS = Normalizer2.getNFDInstance();
    /** Accents, and the points of scripts that are mostly written without them; vowels of other scripts are letters. */
    private static final UnicodeSet ACCENTS = new UnicodeSet("[[:M:]&[[:Inherited:][:Hebrew:][:Arabic:]]]").freeze();
    /** As in O’Brien, Hawaiʻi and Sinn Féin's: some write them, others do not. */
    private static final UnicodeSet APOSTROPHES = new UnicodeSet(
            "[' ` \\u00B4 \\u02B9-\\u02BF \\u02C8 \\u02CA \\u02CB \\u05F3 \\u2018-\\u201B \\u2032 \\u2035 \\uA78B \\uA78C]")
            .freeze();
    private static final UnicodeSet BETWEEN_WORDS = new UnicodeSet("[[:Z:][:P:][:Cc:]]").freeze();
    private static final UnicodeSet MORE_LATIN = new UnicodeSet("[[:Latin:]-[a-z]]").freeze();

    /** Only for those who need it: it takes half a second to load. */
    private static final class Latin {
        private static final Transliterator TO_ASCII = Transliterator.getInstance("[:Latin:] Latin-ASCII");
    }

    private SearchText() {}

    /** The words with a blank between each two. */
    public static String of(String text) {
        var words = new StringBuilder(text.length());
        latin(PARTS.normalize(CASE.normalize(text))).codePoints().forEach(c -> {
            if (BETWEEN_WORDS.contains(c) && !APOSTROPHES.contains(c)) {
                part(words);
            } else if (!ACCENTS.contains(c) && !APOSTROPHES.contains(c)) {
                words.appendCodePoint(c);
            }
        });
        return words.toString().stripTrailing();
    }

    public static List<String> words(String text) {
        String words = of(text);
        return words.isEmpty() ? List.of() : List.of(words.split(" "));
    }

    private static void part(StringBuilder words) {
        if (!words.isEmpty() && words.charAt(words.length() - 1) != ' ') {
            words.append(' ');
        }
    }

    private static String latin(String text) {
        return MORE_LATIN.containsSome(text) ? Latin.TO_ASCII.transliterate(text) : text;
    }
}
