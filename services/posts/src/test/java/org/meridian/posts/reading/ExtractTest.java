package org.meridian.posts.reading;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExtractTest {

    @Test
    void whatIsShortIsWhole() {
        assertThat(Extract.of("")).isEqualTo(new Extract("", false));
        assertThat(Extract.of("🌊".repeat(500))).isEqualTo(new Extract("🌊".repeat(500), false));
    }

    @Test
    void markupIsNotShownAlsoWhereItGoesOnBeyond() {
        assertThat(Extract.of("**Who** has [tried](https://a.example) it?")).isEqualTo(
                new Extract("Who has tried it?", false));
        assertThat(Extract.of("**" + "wetland ".repeat(100).strip() + "** end").text()).startsWith("wetland")
                .doesNotContain("*");
        assertThat(Extract.of("[a](https://a.example/" + "b".repeat(1_000) + ")").more()).isTrue();
        assertThat(Extract.of("[a](https://a.example/" + "b".repeat(900) + ") c")).isEqualTo(new Extract("a c", false));
    }

    @Test
    void whatIsLongerEndsBetweenTwoWords() {
        assertThat(Extract.of("wetland ".repeat(100)))
                .isEqualTo(new Extract("wetland ".repeat(62).strip() + "…", true));
    }

    /** Of several code points each, none of which is half a character. */
    @ParameterizedTest
    @ValueSource(strings = {"x", "👩‍🚒", "e\u0301\u0323", "東", "x\u0301"})
    void withoutWordsItEndsBetweenTwoCharacters(String character) {
        Extract cut = Extract.of(character.repeat(501));

        assertThat(cut.more()).isTrue();
        assertThat(cut.text().codePointCount(0, cut.text().length())).isBetween(490, 500);
        assertThat(cut.text().replace(character, "")).isEqualTo("…");
    }

    @Test
    void aSingleCharacterWithoutEndIsCutAllTheSame() {
        assertThat(Extract.of("e" + "\u0301".repeat(1_000)).text()).hasSize(500);
    }
}
