package org.meridian.text.markdown;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A text without anything that could be markup, which most are: the parser would find the same in a tenth of the speed. */
record PlainText(List<List<String>> paragraphs) {

    private static final Pattern LINE_END = Pattern.compile("\r\n?");

    static Optional<PlainText> of(String source) {
        String text = source.indexOf('\r') < 0 ? source : LINE_END.matcher(source).replaceAll("\n");
        return isPlain(text) ? Optional.of(new PlainText(paragraphs(text))) : Optional.empty();
    }

    private static boolean isPlain(String text) {
        boolean begins = true;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\\', '`', '*', '_', '[', '<', '&', '\t', '\0' -> {
                    return false;
                }
                case '\n' -> begins = true;
                case ' ' -> {
                }
                default -> {
                    if (begins && mayBegin(c)) {
                        return false;
                    }
                    begins = false;
                }
            }
        }
        return true;
    }

    /** A heading, a quotation, a list, a rule or code. */
    private static boolean mayBegin(char c) {
        return switch (c) {
            case '#', '>', '-', '+', '=', '~' -> true;
            default -> c >= '0' && c <= '9';
        };
    }

    private static List<List<String>> paragraphs(String text) {
        List<List<String>> paragraphs = new ArrayList<>();
        List<String> lines = new ArrayList<>();
        for (String line : text.split("\n")) {
            String words = withoutBlanks(line);
            if (!words.isEmpty()) {
                lines.add(words);
            } else if (!lines.isEmpty()) {
                paragraphs.add(lines);
                lines = new ArrayList<>();
            }
        }
        if (!lines.isEmpty()) {
            paragraphs.add(lines);
        }
        return paragraphs;
    }

    /** Blanks of other kinds than a space belong to the words. */
    private static String withoutBlanks(String line) {
        int from = 0;
        int to = line.length();
        while (from < to && line.charAt(from) == ' ') {
            from++;
        }
        while (to > from && line.charAt(to - 1) == ' ') {
            to--;
        }
        return line.substring(from, to);
    }

    String text() {
        return paragraphs.stream().map(lines -> String.join("\n", lines)).collect(Collectors.joining("\n\n")).strip();
    }
}
