package org.meridian.text.markdown;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What is written without the parser is what the parser would have found. */
class PlainTextPropertyTest {

    @Property(tries = 3_000)
    void withAndWithoutTheParserTheSameIsWritten(@ForAll("texts") String source) {
        if (PlainText.of(source).isPresent()) {
            HtmlWriter html = new HtmlWriter(Integer.MAX_VALUE);
            Markdown.PARSER.parse(source).accept(html);
            TextWriter text = new TextWriter();
            Markdown.PARSER.parse(source).accept(text);

            assertThat(Markdown.html(source)).isEqualTo(html.isFit() ? html.html() : HtmlWriter.escaped(source));
            assertThat(Markdown.text(source)).isEqualTo(text.text());
        }
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries
                .of("a", "whānau", " ", "  ", "\n", "\r\n", "\n\n", "\r", "-", "#", ">", "1. ", "!", "|", "~", "=", "+",
                        ":",
                        "https://a.org", "(", ")", ".", "\u00a0", "\"", "'", "$", "{", "]", "^", "\u2028", "مرحبا",
                        "👩‍🌾")
                .list().ofMaxSize(12)
                .map(parts -> String.join("", parts));
    }
}
