package org.meridian.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LegibleTest {

    /** Zero width, a word joiner, Hangul fillers, braille without a dot, a soft hyphen, a byte order mark, a tag, a lone mark. */
    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t\n", "\u00a0", "\u200b", "\u2060", "\u3164", "\u115f\u1160", "\uffa0", "\u2800",
            "\u00ad", "\ufeff", "\udb40\udc41", "\u0301", "\u034f", "\u202e", "\ufe0f", "\u3000", "\u2028", "\ufdd0",
            "\u200b \u2060\u0301"})
    void thereIsNothingToSee(String text) {
        assertThat(Legible.isVisible(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "7", "?", "é", "م", "東", "한", "ไ", "👩‍🌾", "🇳🇿", "⠃", "\u200ba", "♪"})
    void thereIsSomethingToSee(String text) {
        assertThat(Legible.isVisible(text)).isTrue();
    }

    @Test
    void aLineHasNoBreakOfAnyKind() {
        assertThat(Legible.isOneLine("Kia ora – whānau")).isTrue();
        for (String lineBreak : new String[]{"\n", "\r", "\u000b", "\f", "\u0085", "\u2028", "\u2029"}) {
            assertThat(Legible.isOneLine("one" + lineBreak + "two")).isFalse();
            assertThat(Legible.isOneLine("one" + lineBreak)).isFalse();
        }
    }

    @Test
    void whatReordersItsNeighboursIsFound() {
        assertThat(Legible.turnsNothingAround("مجموعة ABC")).isTrue();
        for (int control : new int[]{0x061c, 0x200e, 0x200f, 0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2066, 0x2067,
                0x2068, 0x2069}) {
            assertThat(Legible.turnsNothingAround("a" + Character.toString(control))).isFalse();
        }
    }

    @Test
    void aTextInOneLineTurnsNothingAround() {
        assertThat(Legible.inOneLine(" Kia\r\nora \t\u3000koutou\u2028katoa\u0000\ud83d "))
                .isEqualTo("Kia ora koutou katoa");
        assertThat(Legible.inOneLine("\u2069مجموعة\u202e 7\u200f")).isEqualTo("مجموعة 7");
    }

    @Test
    void oneTextHasOneSpelling() {
        assertThat(Legible.normalised("Wha\u0304nau")).isEqualTo("Whānau");
        assertThat(Legible.normalised("ﬁ")).isEqualTo("ﬁ");
    }
}
