package org.meridian.text.markdown;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written, and what is shown of it. */
class MarkdownTest {

    private static final String REL = "\" rel=\"nofollow noopener noreferrer\">";

    @Test
    void markupIsShown() {
        assertThat(Markdown.html("""
                Three things **help**, *often*:

                - ask `early`
                - write it down

                3. ring
                4. wait

                > What do you need?
                > Today.

                ---

                ```
                a < b
                ```
                """)).isEqualTo("""
                <p dir="auto">Three things <strong>help</strong>, <em>often</em>:</p>
                <ul>
                <li dir="auto">ask <code>early</code></li>
                <li dir="auto">write it down</li>
                </ul>
                <ol start="3">
                <li dir="auto">ring</li>
                <li dir="auto">wait</li>
                </ol>
                <blockquote>
                <p dir="auto">What do you need?<br>
                Today.</p>
                </blockquote>
                <hr>
                <pre><code>a &lt; b
                </code></pre>
                """);
    }

    @Test
    void aRuleOfStarsIsNoList() {
        assertThat(Markdown.html("a\n\n* * *\n\nb")).contains("<hr>").doesNotContain("<ul>");
    }

    /** As everybody wrote before there was markup. */
    @Test
    void plainTextKeepsItsLinesAndParagraphs() {
        assertThat(Markdown.html("Kia ora,\r\nwho has tried it?\n\n    Thanks & regards\n    Ana <ana@example.org>"))
                .isEqualTo("<p dir=\"auto\">Kia ora,<br>\nwho has tried it?</p>\n"
                        + "<p dir=\"auto\">Thanks &amp; regards<br>\nAna <a href=\"mailto:ana@example.org" + REL
                        + "ana@example.org</a></p>\n");
        assertThat(Markdown.html("One\nTwo\n\n\nThree")).isEqualTo(
                "<p dir=\"auto\">One<br>\nTwo</p>\n<p dir=\"auto\">Three</p>\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"# Money", "### Money ###", "Money\n---", "Money\n==="})
    void aHeadingIsNoneOfThePage(String source) {
        assertThat(Markdown.html(source)).isEqualTo("<p dir=\"auto\"><strong>Money</strong></p>\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<!-- a -->", "<b>a</b>",
            "<a href=\"javascript:alert(1)\">a</a>", "a <?php b ?> <![CDATA[c]]>", "<div>\n\n<p>a",
            "<style>*{}</style>",
            "<svg/onload=alert(1)>"})
    void htmlIsText(String source) {
        assertThat(Markdown.html(source).replaceAll("</?p[^>]*>|<br>|\n", ""))
                .isEqualTo(
                        source.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;")
                                .replace("\n", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,hi", "vbscript:a",
            "//evil.example/a",
            "/groups/1", "file:///etc/passwd", "https://user:secret@evil.example/", "http:evil.example",
            "https:///evil.example",
            "java&#115;cript:alert(1)", "&#x6A;avascript:alert(1)", "https://%65vil.example/", "http://a_b.example/",
            "ftp://a.example/"})
    void whatLeadsElsewhereThanToAPageOrAMailboxIsText(String destination) {
        assertThat(Markdown.html("[here](<" + destination + ">)")).doesNotContain("<a ")
                .startsWith("<p dir=\"auto\">here (");
        assertThat(Markdown.html("![here](<" + destination + ">)")).doesNotContain("<a ").doesNotContain("<img");
        assertThat(Markdown.html("<" + destination + ">")).doesNotContain("<a href=\"j").doesNotContain("<a href=\"d");
    }

    @ParameterizedTest
    @CsvSource({"https://example.org/a?b=c&d=e#f,https://example.org/a?b=c&amp;d=e#f",
            "HTTP://Example.ORG,http://example.org",
            "https://māori.nz/é ü,https://xn--mori-qsa.nz/%C3%A9%20%C3%BC",
            "http://localhost:8101/x,http://localhost:8101/x",
            "mailto:ana@example.org,mailto:ana@example.org",
            "https://example.org/\"onclick=\",https://example.org/%22onclick=%22",
            "http://127.0.0.1/,http://127.0.0.1/"})
    void aLinkLeadsThereAndTellsNobodyWhoCame(String destination, String href) {
        assertThat(Markdown.html("[it](<" + destination + ">)"))
                .isEqualTo("<p dir=\"auto\"><a href=\"" + href + REL + "it</a></p>\n");
    }

    @Test
    void anAddressInATextIsALinkAndWhatEndsTheSentenceIsNotOfIt() {
        assertThat(
                Markdown.html("See https://example.org/a_(b)_c?d=1. (Or http://example.org/x)! *https://example.org*"))
                .isEqualTo("<p dir=\"auto\">See <a href=\"https://example.org/a_(b)_c?d=1" + REL
                        + "https://example.org/a_(b)_c?d=1</a>. (Or <a href=\"http://example.org/x" + REL
                        + "http://example.org/x</a>)! <em><a href=\"https://example.org" + REL
                        + "https://example.org</a></em></p>\n");
        assertThat(Markdown.html("xhttp://example.org https:// https://a@b.example/ `https://example.org`"))
                .doesNotContain("<a ");
    }

    /** Whoever has the picture would learn of every reader. */
    @Test
    void anImageIsALinkToIt() {
        assertThat(Markdown.html("![a *map*](https://tracker.example/1.gif)")).isEqualTo(
                "<p dir=\"auto\"><a href=\"https://tracker.example/1.gif" + REL + "a map</a></p>\n");
        assertThat(Markdown.html("![](https://tracker.example/1.gif)")).contains(">https://tracker.example/1.gif</a>");
        assertThat(Markdown.html("[![a](https://one.example/)](https://two.example/)")).isEqualTo(
                "<p dir=\"auto\"><a href=\"https://two.example/" + REL + "a</a></p>\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nhs.uk", "https://nhs.uk/login", "www.nhs.uk", "Ask at NHS.UK today", "(nhs.uk)",
            "nhs.uk.evil.example.com",
            "help@nhs.uk", "n\u200bhs.uk", "\u202eku.shn", "see:nhs.uk", "http://intranet/", "nhs\uff0euk", "10.1.2.3",
            "māori.nz",
            "https://evil.example/ nhs.uk"})
    void whereALinkReallyLeadsIsSaidWhereItsWordsLookLikeAnotherAddress(String words) {
        assertThat(Markdown.html("[" + words + "](https://evil.example/nhs.uk)"))
                .contains("</a> <bdi>(evil.example)</bdi>");
        assertThat(Markdown.html("[" + words + "](mailto:a@evil.example)"))
                .contains("</a> <bdi>(a@evil.example)</bdi>");
    }

    @ParameterizedTest
    @CsvSource({"our guide,https://example.org/a", "example.org,https://www.example.org/b",
            "www.Example.org/a.html,https://example.org/b",
            "https://example.org/file.pdf,https://example.org/x", "Section 2.1 (e.g. U.K.),https://example.org/",
            "ana@example.org,mailto:ana@example.org", "first.last@example.org,mailto:first.last@example.org",
            "māori.nz,https://xn--mori-qsa.nz/"})
    void wordsThatNameNoOtherPlaceStandAlone(String words, String destination) {
        assertThat(Markdown.html("[" + words + "](" + destination + ")")).doesNotContain("<bdi>");
    }

    @Test
    void aLinkWithNothingToSeeIsCalledByItsAddress() {
        assertThat(Markdown.html("[\u200b](https://example.org/)")).contains(">https://example.org/</a>");
    }

    @Test
    void nothingTurnsAroundWhatFollows() {
        assertThat(Markdown.html("a \u202eb\u202c \u2067مرحبا\u2069 \u200fc")).isEqualTo(
                "<p dir=\"auto\">a b \u2067مرحبا\u2069 \u200fc</p>\n");
        assertThat(Markdown.html("[\u2067a\u2069](https://example.org)")).contains(">a</a>");
        assertThat(Markdown.text("a \u202eb **c\u202d**")).isEqualTo("a b c");
    }

    @Test
    void aTextInWhichNothingIsLeftToSeeIsShownAsItWasWritten() {
        assertThat(Markdown.html("[a]: https://example.org"))
                .isEqualTo("<p dir=\"auto\">[a]: https://example.org</p>\n");
        assertThat(Markdown.text("[a]: https://example.org")).isEqualTo("[a]: https://example.org");
        assertThat(Markdown.html("---")).isEqualTo("<p dir=\"auto\">---</p>\n");
        assertThat(Markdown.html("&nbsp;")).isEqualTo("<p dir=\"auto\">&amp;nbsp;</p>\n");
    }

    @Test
    void theWordsAloneHaveNoMarkup() {
        assertThat(Markdown.text("""
                # Money
                **Who** pays? See [our guide](https://example.org/a), ![the map](https://example.org/b) &amp; <b>all</b>.

                - one
                - two
                  - *within*

                1. first

                2. second

                > quoted

                ```
                code
                ```
                """)).isEqualTo("""
                Money

                Who pays? See our guide, the map & <b>all</b>.

                • one
                • two
                • within

                1. first
                2. second

                quoted

                code""");
        assertThat(Markdown.text("Kia ora\n\nAna")).isEqualTo("Kia ora\n\nAna");
    }
}
