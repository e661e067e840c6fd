package org.meridian.text.markdown;

import static org.assertj.core.api.Assertions.assertThat;
import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.owasp.html.HtmlChangeListener;
import org.owasp.html.HtmlPolicyBuilder;
import org.owasp.html.PolicyFactory;
import org.meridian.testing.NaughtyStrings;

/** What is meant to break parsers, time or readers. */
class HostileMarkdownTest {

    private static final int LONGEST = 100_000;
    /** A hundred times what it takes; what is quadratic takes more. */
    private static final Duration MOST = Duration.ofSeconds(5);

    /** Another judge than the code that writes it: it would take out whatever is not allowed. */
    private static final PolicyFactory ALLOWED = new HtmlPolicyBuilder()
            .allowElements("p", "br", "strong", "em", "code", "pre", "blockquote", "ul", "ol", "li", "hr", "bdi", "a")
            .allowWithoutAttributes("a")
            .allowAttributes("dir").matching(Pattern.compile("auto")).onElements("p", "li")
            .allowAttributes("start").matching(Pattern.compile("\\d{1,9}")).onElements("ol")
            .allowUrlProtocols("http", "https", "mailto")
            .allowAttributes("href").matching(Pattern.compile("(https?://|mailto:)[!#-;=?-~]+")).onElements("a")
            .allowAttributes("rel").matching(Pattern.compile("nofollow noopener noreferrer")).onElements("a")
            .toFactory();

    private static void assertHarmless(String source) {
        String html = Markdown.html(source);
        List<String> taken = new ArrayList<>();
        ALLOWED.sanitize(html, new HtmlChangeListener<Object>() {
            @Override
            public void discardedTag(@Nullable Object context, String element) {
                taken.add(element);
            }

            @Override
            public void discardedAttributes(@Nullable Object context, String element, String... attributes) {
                taken.add(element + List.of(attributes));
            }
        }, null);
        assertThat(taken).as(html).isEmpty();
        assertThat(html.length()).isLessThan(6 * source.length() + 3_000);
        assertThat(html).doesNotContainPattern("[\u202a-\u202e]");
        Markdown.text(source);
    }

    static List<String> naughty() {
        return NaughtyStrings.all();
    }

    @ParameterizedTest
    @MethodSource("naughty")
    void naughtyStringsAreHarmless(String source) {
        assertHarmless(source);
        assertHarmless("[" + source + "](" + source + ")");
        assertHarmless("[a](<" + source + ">) <" + source + ">\n\n[b]: " + source + "\n[b] ![b]");
        assertHarmless("https://" + source);
        assertHarmless("[a](https://" + source + ")");
        assertHarmless("> - # *" + source + "*");
    }

    static Stream<String> pathological() {
        return Stream.of("[", "![", "*", "**a ", "*a _b ", "<", "`", "\\", "&", "&#", ">", "> ", "- ", "1. ", "#",
                "~~~\n", "```\n", "[a](", "[a](b",
                "[](", "](", "]", "a**b", "*a **a ", "x <!--", "<?", "<![CDATA[", "<a ", "<a b='", "<!A ", "[a]: b\n",
                "[a]: <b\n", "[a]:\n",
                "[a]\n", "- a\n", "a\n\n", "*\n", "http://", "http://a.bc", "https://a.b)", "(", "\t", "  \n", "a  \n",
                "&amp;", "\"", "[a](http://b.cd) ",
                "![a](http://b.cd)", "<http://a.bc>", "_", "a_b*c", "[[a]](b)", "a@b.cd ", "\u202e", "\u0301", "👩‍🌾",
                "xn--", "a.", "=\n", "-\n");
    }

    @ParameterizedTest
    @MethodSource("pathological")
    void timeIsBoundedHoweverOftenItIsRepeated(String part) {
        String source = part.repeat(LONGEST / part.length());
        assertSoon(source);
        assertSoon("[" + source);
        assertSoon(source + "](https://a.example)");
    }

    private static void assertSoon(String source) {
        long began = System.nanoTime();
        String html = Markdown.html(source);
        String text = Markdown.text(source);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(MOST);
        assertThat(html.length()).isLessThan(6 * source.length() + 3_000);
        assertThat(text.length()).isLessThan(3 * source.length() + 10);
    }

    static Map<String, String> composed() {
        Map<String, String> composed = new LinkedHashMap<>();
        composed.put("brackets", "[".repeat(LONGEST / 2) + "a" + "]".repeat(LONGEST / 2));
        composed.put("images", "![".repeat(10_000) + "a" + "](u)".repeat(10_000));
        composed.put("quotes", "> ".repeat(10_000) + "a");
        composed.put("lists", "- ".repeat(10_000) + "a");
        composed.put("deeper lists",
                IntStream.range(0, 400).mapToObj(i -> " ".repeat(i) + "- a").collect(Collectors.joining("\n")));
        composed.put("stress", "*".repeat(LONGEST / 2) + "a" + "*".repeat(LONGEST / 2));
        composed.put("stresses", "*a **a ".repeat(10_000) + "b" + "** b*".repeat(10_000));
        composed.put("backticks",
                IntStream.range(1, 440).mapToObj(i -> "a" + "`".repeat(i)).collect(Collectors.joining()));
        composed.put("one long address",
                "[a]: https://a.example/" + "b".repeat(LONGEST / 2) + "\n\n" + "[a]".repeat(LONGEST / 6));
        composed.put("an address as long as allowed",
                "[a]: https://a.example/" + "b".repeat(1_900) + "\n\n" + "[a]".repeat(LONGEST / 3));
        composed.put("many definitions",
                IntStream.range(0, 4_000).mapToObj(i -> "[a" + i + "]: https://a.example/\n")
                        .collect(Collectors.joining())
                        + IntStream.range(0, 4_000).mapToObj(i -> "[a" + i + "]").collect(Collectors.joining()));
        composed.put("one definition's many labels",
                "[" + "a".repeat(900) + "]: b\n\n" + ("[" + "a".repeat(900) + "] ").repeat(100));
        composed.put("one long line", "a ".repeat(LONGEST / 2));
        composed.put("closers", "a**b" + "c* ".repeat(LONGEST / 3));
        return composed;
    }

    static List<String> names() {
        return List.copyOf(composed().keySet());
    }

    @ParameterizedTest
    @MethodSource("names")
    void timeIsBoundedHoweverItIsComposed(String name) {
        assertSoon(requireNonNull(composed().get(name)));
    }

    @Test
    void whateverIsPutTogetherIsHarmless() {
        List<String> parts = Stream.concat(pathological(), naughty().stream().filter(it -> it.length() < 60)).toList();
        Random random = new Random(7);
        for (int i = 0; i < 5_000; i++) {
            assertHarmless(
                    IntStream.range(0, 1 + random.nextInt(12)).mapToObj(part -> parts.get(random.nextInt(parts.size())))
                            .collect(Collectors.joining(random.nextBoolean() ? "" : "\n")));
        }
    }
}
