package org.meridian.text.markdown;

import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.BulletList;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.ListBlock;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.jspecify.annotations.Nullable;

/** Writes the words of a text: paragraphs with a blank line between, items of a list a line each. */
final class TextWriter extends AbstractVisitor {

    private final StringBuilder text = new StringBuilder();
    /** What an item of a list begins with has just been written. */
    private boolean begun;

    /** What is written in a part of a text. */
    static String within(Node node) {
        TextWriter writer = new TextWriter();
        writer.visitChildren(node);
        return writer.text();
    }

    String text() {
        return text.toString().strip();
    }

    static boolean isInTightList(Paragraph paragraph) {
        Node item = paragraph.getParent();
        return item != null && item.getParent() instanceof ListBlock list && list.isTight();
    }

    @Override
    public void visit(Paragraph paragraph) {
        separate(isInTightList(paragraph) ? "\n" : "\n\n");
        visitChildren(paragraph);
    }

    @Override
    public void visit(Heading heading) {
        separate("\n\n");
        visitChildren(heading);
    }

    @Override
    public void visit(FencedCodeBlock code) {
        separate("\n\n");
        write(code.getLiteral().stripTrailing());
    }

    @Override
    public void visit(BlockQuote quote) {
        separate("\n\n");
        visitChildren(quote);
    }

    @Override
    public void visit(BulletList list) {
        items(list, null);
    }

    @Override
    public void visit(OrderedList list) {
        items(list, list.getMarkerStartNumber());
    }

    private void items(ListBlock list, @Nullable Integer start) {
        boolean within = begun;
        separate(list.getParent() instanceof ListItem ? "\n" : "\n\n");
        int number = start == null ? 0 : start;
        for (Node item = list.getFirstChild(); item != null; item = item.getNext()) {
            if (!within) {
                begun = false;
                separate("\n");
            }
            within = false;
            text.append(start == null ? "• " : number++ + ". ");
            begun = true;
            visitChildren(item);
        }
        begun = false;
    }

    @Override
    public void visit(Image image) {
        String shown = within(image);
        write(shown.isBlank() ? image.getDestination() : shown);
    }

    @Override
    public void visit(Link link) {
        String called = within(link);
        write(called.isBlank() ? link.getDestination() : called);
    }

    @Override
    public void visit(Text words) {
        write(words.getLiteral());
    }

    @Override
    public void visit(Code code) {
        write(code.getLiteral());
    }

    @Override
    public void visit(HtmlInline html) {
        write(html.getLiteral());
    }

    @Override
    public void visit(SoftLineBreak lineBreak) {
        write("\n");
    }

    @Override
    public void visit(HardLineBreak lineBreak) {
        write("\n");
    }

    private void write(String words) {
        text.append(words);
        begun = false;
    }

    /** Where nothing is written yet, nothing is there to be set apart from. */
    private void separate(String ends) {
        if (begun || text.isEmpty()) {
            return;
        }
        while (text.length() < ends.length() || !text.substring(text.length() - ends.length()).equals(ends)) {
            text.append('\n');
        }
    }
}
