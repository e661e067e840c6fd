package org.meridian.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchTextTest {

    @ParameterizedTest
    @CsvSource(value = {"Whānau Ora, whanau ora", "WHA\u0304NAU, whanau", "Ngāti Porou, ngati porou", "Łódź, lodz",
            "Straße, strasse", "STRASSE, strasse", "ﬁeldwork, fieldwork", "Ærøskøbing, aeroskobing", "Đặng, dang",
            "İstanbul, istanbul", "ISPARTA, isparta", "ısparta, isparta", "þing, thing", "œuvre, oeuvre",
            "Hawaiʻi, hawaii", "Hawai’i, hawaii", "Hawai'i, hawaii", "Hawaii, hawaii", "O’Brien, obrien",
            "zero\u200bwidth, zerowidth", "soft\u00adhyphen, softhyphen", "\ufeffmark, mark", "well–being, well being",
            "well-being, well being", "well\u2011being, well being", "“quoted”, quoted", "\"quoted\", quoted",
            "Ｆｕｌｌ, full", "ΣΊΣΥΦΟΣ, σισυφοσ", "Сибирь, сибирь", "C++, c++"}, quoteCharacter = '$')
    void lettersThatLookTheSameAreTheSame(String text, String folded) {
        assertThat(SearchText.of(text)).isEqualTo(folded);
    }

    /** Arabic and Hebrew are mostly written without their points; in other scripts the marks are vowels. */
    @ParameterizedTest
    @CsvSource({"مَدْرَسَة, مدرسة", "שָׁלוֹם, שלום", "हिन्दी, हिन्दी", "ไทย, ไทย", "東京, 東京", "한국, 한국"})
    void scriptsKeepTheirLetters(String text, String folded) {
        assertThat(java.text.Normalizer.normalize(SearchText.of(text), java.text.Normalizer.Form.NFC))
                .isEqualTo(folded);
    }

    @ParameterizedTest
    @CsvSource({"whanau, whenau", "и, н", "का, की"})
    void othersAreKeptApart(String one, String other) {
        assertThat(SearchText.of(one)).isNotEqualTo(SearchText.of(other));
    }

    @Test
    void aTextIsItsWords() {
        assertThat(SearchText.of("  two \n lines ")).isEqualTo("two lines");
        assertThat(SearchText.words("Tū – tonu, “e hoa”!")).containsExactly("tu", "tonu", "e", "hoa");
        assertThat(SearchText.words(" – ")).isEmpty();
        assertThat(SearchText.words("")).isEmpty();
    }
}
