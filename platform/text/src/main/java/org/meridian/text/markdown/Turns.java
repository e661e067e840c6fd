package org.meridian.text.markdown;

/** Unicode's bidirectional controls. */
final class Turns {

    private Turns() {}

    /** Embeddings and overrides, which turn what follows around; some scripts need the marks and the isolates. */
    static boolean isOne(char c) {
        return c >= '\u202a' && c <= '\u202e';
    }

    static boolean isAny(char c) {
        return isOne(c) || c >= '\u2066' && c <= '\u2069' || c == '\u200e' || c == '\u200f' || c == '\u061c';
    }

    static String without(String text) {
        return text.chars().anyMatch(c -> isOne((char) c)) ? text.replaceAll("[\u202a-\u202e]", "") : text;
    }
}
