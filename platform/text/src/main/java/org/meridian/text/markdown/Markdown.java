package org.meridian.text.markdown;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.commonmark.node.Block;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.ListBlock;
import org.commonmark.node.ThematicBreak;
import org.commonmark.parser.Parser;
import org.meridian.text.Legible;

/**
 * What people write in posts and replies: CommonMark in which every line break stays and HTML is text. Takes time and makes output
 * in proportion to its length, whatever is in it.
 */
public final class Markdown {

    /** Of blocks within each other, and of stresses: what is deeper is text. */
    private static final int DEEPEST = 20;
    /** HTML that is longer for its source than any that people mean (many references to one long address) is not made. */
    private static final int MOST_TIMES = 3;
    private static final int MOST_MORE = 2_000;

    /**
     * Without HTML, and without code by indentation: who begins a line with blanks means no code. The order is that in which the parser
     * asks what a line begins: a heading's underline is no rule, and a rule no list.
     */
    private static final Set<Class<? extends Block>> BLOCKS = new LinkedHashSet<>(List.of(BlockQuote.class,
            Heading.class, FencedCodeBlock.class, ThematicBreak.class, ListBlock.class));
    static final Parser PARSER = Parser.builder().enabledBlockTypes(BLOCKS).maxOpenBlockParsers(DEEPEST)
            .maxInlineNesting(DEEPEST).build();

    private Markdown() {}

    /**
     * HTML that may stand in a page or a mail. Its elements are {@code p}, {@code br}, {@code strong}, {@code em}, {@code code},
     * {@code pre}, {@code blockquote}, {@code ul}, {@code ol} with {@code start}, {@code li}, {@code hr}, {@code bdi} and {@code a} with
     * {@code href} and {@code rel}; {@code dir} is always {@code auto}. Nothing in it is fetched by looking at it.
     */
    public static String html(String source) {
        HtmlWriter writer = new HtmlWriter(source.length() * MOST_TIMES + MOST_MORE);
        Optional<PlainText> plain = PlainText.of(source);
        if (plain.isPresent()) {
            plain.get().paragraphs().forEach(writer::paragraph);
        } else {
            PARSER.parse(source).accept(writer);
        }
        return writer.isFit() ? writer.html() : HtmlWriter.escaped(source);
    }

    /** The words, with line breaks and without markup; of a link what it is called, of an image what it shows. */
    public static String text(String source) {
        Optional<PlainText> plain = PlainText.of(source);
        if (plain.isPresent()) {
            return Turns.without(plain.get().text());
        }
        TextWriter writer = new TextWriter();
        PARSER.parse(source).accept(writer);
        String text = Turns.without(writer.text());
        return Legible.isVisible(text) ? text : source;
    }
}
