package org.meridian.membership.groups;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchTextTest {

    @ParameterizedTest
    @CsvSource({"Whānau, whanau", "Wha\u0304nau, whanau", "WHĀNAU, whanau", "Café Zürich, cafe zurich", "İzmir, izmir",
            "한국, 한국", "日本, 日本"})
    void isTheSameForAllSpellings(String text, String spelledPlainly) {
        assertThat(SearchText.of(text)).isEqualTo(SearchText.of(spelledPlainly));
    }

    @ParameterizedTest
    @CsvSource({"whanau, whenau", "и, н"})
    void keepsLettersApart(String one, String other) {
        assertThat(SearchText.of(one)).isNotEqualTo(SearchText.of(other));
    }
}
