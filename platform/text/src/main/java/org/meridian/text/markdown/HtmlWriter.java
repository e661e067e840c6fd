package org.meridian.text.markdown;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.BulletList;
import org.commonmark.node.Code;
import org.commonmark.node.Emphasis;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.StrongEmphasis;
import org.commonmark.node.Text;
import org.commonmark.node.ThematicBreak;
import org.meridian.text.Legible;

/**
 * Writes HTML of its own elements only: what somebody wrote goes through {@link #text} or, of a link's address, {@link Address}, and
 * nothing else of it gets there.
 */
final class HtmlWriter extends AbstractVisitor {

    private static final String PARAGRAPH = "<p dir=\"auto\">";
    private static final String LINE_BREAK = "<br>\n";
    /** An address that stands in a text by itself. */
    private static final Pattern ADDRESS = Pattern.compile("(?<![\\p{L}\\p{N}])https?://[^\\s<>\"]++",
            Pattern.CASE_INSENSITIVE);
    private static final String NOT_LAST = "?!.,:;*_~'’”»]}";
    private final StringBuilder html = new StringBuilder();
    private final int most;
    private boolean inLink;
    private boolean seen;

    /** @param most characters; a little more is written before it stops */
    HtmlWriter(int most) {
        this.most = most;
    }

    /** A text as it is, whatever markup is in it. */
    static String escaped(String source) {
        HtmlWriter writer = new HtmlWriter(Integer.MAX_VALUE);
        writer.inLink = true;
        writer.paragraph(source.lines().toList());
        return writer.html();
    }

    String html() {
        return html.toString();
    }

    /** Whether there is something to see, and not too much of it. */
    boolean isFit() {
        return seen && !isFull();
    }

    private boolean isFull() {
        return html.length() > most;
    }

    void paragraph(List<String> lines) {
        html.append(PARAGRAPH);
        for (int i = 0; i < lines.size(); i++) {
            if (i > 0) {
                html.append(LINE_BREAK);
            }
            text(lines.get(i));
        }
        html.append("</p>\n");
    }

    @Override
    public void visit(Paragraph paragraph) {
        if (TextWriter.isInTightList(paragraph)) {
            visitChildren(paragraph);
            html.append(paragraph.getNext() == null ? "" : "\n");
        } else {
            element(PARAGRAPH, paragraph, "</p>\n");
        }
    }

    /** A page has headings of its own, among which this is none. */
    @Override
    public void visit(Heading heading) {
        element(PARAGRAPH + "<strong>", heading, "</strong></p>\n");
    }

    @Override
    public void visit(BlockQuote quote) {
        element("<blockquote>\n", quote, "</blockquote>\n");
    }

    @Override
    public void visit(BulletList list) {
        element("<ul>\n", list, "</ul>\n");
    }

    @Override
    public void visit(OrderedList list) {
        Integer start = list.getMarkerStartNumber();
        element(start == null || start == 1 ? "<ol>\n" : "<ol start=\"" + start + "\">\n", list, "</ol>\n");
    }

    @Override
    public void visit(ListItem item) {
        element("<li dir=\"auto\">", item, "</li>\n");
    }

    @Override
    public void visit(ThematicBreak rule) {
        html.append("<hr>\n");
    }

    @Override
    public void visit(FencedCodeBlock code) {
        html.append("<pre><code>");
        verbatim(code.getLiteral());
        html.append("</code></pre>\n");
    }

    @Override
    public void visit(Code code) {
        html.append("<code>");
        verbatim(code.getLiteral());
        html.append("</code>");
    }

    @Override
    public void visit(Emphasis words) {
        element("<em>", words, "</em>");
    }

    @Override
    public void visit(StrongEmphasis words) {
        element("<strong>", words, "</strong>");
    }

    @Override
    public void visit(SoftLineBreak lineBreak) {
        html.append(LINE_BREAK);
    }

    @Override
    public void visit(HardLineBreak lineBreak) {
        html.append(LINE_BREAK);
    }

    @Override
    public void visit(HtmlInline html) {
        verbatim(html.getLiteral());
    }

    @Override
    public void visit(Text text) {
        text(text.getLiteral());
    }

    @Override
    public void visit(Link link) {
        link(link.getDestination(), TextWriter.within(link), () -> visitChildren(link));
    }

    /** Looking at it would tell whoever has it that somebody reads. */
    @Override
    public void visit(Image image) {
        String shown = TextWriter.within(image);
        link(image.getDestination(), shown, () -> verbatim(shown));
    }

    private void link(String destination, String called, Runnable words) {
        if (isFull()) {
            return;
        }
        Optional<Address> address = inLink ? Optional.empty() : Address.of(destination);
        if (address.isPresent()) {
            link(address.get(), called, words);
            return;
        }
        words.run();
        if (!inLink && !destination.isEmpty() && !destination.equals(called)) {
            verbatim(called.isEmpty() ? destination : " (" + destination + ")");
        }
    }

    private void link(Address address, String called, Runnable words) {
        html.append("<a href=\"");
        escape(address.href());
        html.append("\" rel=\"nofollow noopener noreferrer\">");
        inLink = true;
        if (Legible.isVisible(called)) {
            words.run();
        } else {
            verbatim(address.href());
        }
        inLink = false;
        html.append("</a>");
        if (address.isHiddenBy(called)) {
            html.append(" <bdi>(");
            escape(address.where());
            html.append(")</bdi>");
        }
    }

    private void text(String words) {
        if (inLink || isFull() || !words.contains("://")) {
            verbatim(words);
            return;
        }
        Matcher found = ADDRESS.matcher(words);
        int done = 0;
        while (found.find()) {
            verbatim(words.substring(done, found.start()));
            String address = withoutPunctuation(found.group());
            link(address, address, () -> verbatim(address));
            done = found.start() + address.length();
        }
        verbatim(words.substring(done));
    }

    /** What ends a sentence, or closes a bracket that was opened before the address. */
    private static String withoutPunctuation(String address) {
        long open = address.chars().filter(c -> c == '(').count() - address.chars().filter(c -> c == ')').count();
        int end = address.length();
        while (end > 0) {
            char last = address.charAt(end - 1);
            if (last == ')' && open < 0) {
                open++;
            } else if (NOT_LAST.indexOf(last) < 0) {
                break;
            }
            end--;
        }
        return address.substring(0, end);
    }

    private void verbatim(String words) {
        if (!isFull()) {
            seen = seen || Legible.isVisible(words);
            escape(words);
        }
    }

    private void element(String begin, Node node, String end) {
        if (isFull()) {
            return;
        }
        html.append(begin);
        visitChildren(node);
        html.append(end);
    }

    private void escape(String words) {
        for (int i = 0; i < words.length(); i++) {
            char c = words.charAt(i);
            switch (c) {
                case '&' -> html.append("&amp;");
                case '<' -> html.append("&lt;");
                case '>' -> html.append("&gt;");
                case '"' -> html.append("&quot;");
                default -> {
                    if (!(inLink ? Turns.isAny(c) : Turns.isOne(c))) {
                        html.append(c);
                    }
                }
            }
        }
    }
}
