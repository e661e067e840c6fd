package org.meridian.web.page;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What somebody wrote, as a page shows it: paragraphs of lines. */
public final class Paragraphs {

    private Paragraphs() {}

    public static List<String> of(@Nullable String text) {
        return text == null
                ? List.of()
                : Stream.of(text.split("\\R[ \\t]*\\R")).map(String::strip).filter(it -> !it.isEmpty()).toList();
    }
}
