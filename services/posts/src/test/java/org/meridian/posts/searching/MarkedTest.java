package org.meridian.posts.searching;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MarkedTest {

    private static String mark(String text, String word) {
        Marked marked = new Marked(text);
        return marked.extract(marked.folded().replace(word, Marked.BEGIN + word + Marked.END)).html();
    }

    @Test
    void theTextIsShownAsItIsWrittenAndNothingOfItIsMarkup() {
        assertThat(mark("Ngā whānau & <b>all</b> “friends”", "whanau"))
                .isEqualTo("Ngā <mark>whānau</mark> &amp; &lt;b&gt;all&lt;/b&gt; “friends”");
        assertThat(mark("e\u0301cole 👩‍🌾 cafe\u0301 <mark>x</mark>", "cafe"))
                .isEqualTo("e\u0301cole 👩‍🌾 <mark>cafe\u0301</mark> &lt;mark&gt;x&lt;/mark&gt;");
        assertThat(mark(Marked.BEGIN + "a" + Marked.END + " b", "b")).isEqualTo("\ue000a\ue001 <mark>b</mark>");
    }

    @Test
    void whatIsFarWithinIsShownWithWhatIsAroundIt() {
        String html = mark("wetland ".repeat(500) + "moss grows " + "wetland ".repeat(500), "moss");

        assertThat(html).startsWith("… wetland").contains("<mark>moss</mark> grows").endsWith("wetland …");
        assertThat(html.length()).isLessThan(350);
        assertThat(mark("東".repeat(2_000) + "moss" + "👩".repeat(2_000), "moss")).contains("<mark>moss</mark>");
    }

    @Test
    void whatIsNotTheSameTextMarksNothing() {
        assertThat(new Marked("a b").extract("a c").html()).isEqualTo("a b");
        assertThat(new Marked("").extract("").html()).isEmpty();
    }
}
