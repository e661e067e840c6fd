package org.meridian.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class TranslationsTest {

    private final Translations planted = Translations.of("planted");

    @Test
    void aSentenceIsWrittenAsInTheCountryOfItsReader() {
        assertThat(planted.in(Locale.UK).of("work")).isEqualTo("Organisation");
        assertThat(planted.in(Locale.US).of("work")).isEqualTo("Organization");
        assertThat(planted.in(Locale.of("en", "NZ")).of("work")).isEqualTo("Organisation");
    }

    @Test
    void aNumberTakesTheFormThatItsLanguageHas() {
        Sentences welsh = planted.in(Locale.of("cy"));
        assertThat(List.of(0, 1, 2, 3, 6, 7)).extracting(it -> welsh.of("posts", it)).containsExactly("0 post.",
                "1 post.", "2 bost.", "3 phost.", "6 phost!", "7 post.");
        assertThat(planted.in(Locale.UK).of("posts", 1)).isEqualTo("1 post");
        assertThat(planted.in(Locale.UK).of("posts", 1200)).isEqualTo("1,200 posts");
        assertThat(planted.in(Locale.UK).of("posts", 0)).isEqualTo("0 posts");
    }

    @Test
    void aDateHasItsPartsInTheOrderOfTheCountry() {
        LocalDate date = LocalDate.of(2026, 11, 24);
        assertThat(planted.in(Locale.UK).date("day", date)).isEqualTo("Tue 24 Nov");
        assertThat(planted.in(Locale.US).date("day", date)).isEqualTo("Tue, Nov 24");
    }

    @Test
    void whatIsNotTranslatedIsSaidInTheLanguageOfTheNode() {
        assertThat(planted.has(Locale.of("cy"))).isTrue();
        assertThat(planted.has(Locale.of("en", "AU"))).isTrue();
        assertThat(planted.has(Locale.of("de"))).isFalse();
        assertThat(planted.has(Locale.of("en", "QQ"))).isFalse();
        assertThat(planted.in("de", Locale.UK).locale()).isEqualTo(Locale.UK);
        assertThat(planted.in(null, Locale.US).locale()).isEqualTo(Locale.US);
        assertThat(planted.in("cy", Locale.UK).of("work")).isEqualTo("Organisation");
        assertThatThrownBy(() -> planted.in(Locale.UK).of("missing")).hasMessageContaining("missing");
    }
}
