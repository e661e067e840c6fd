package org.meridian.mail.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OneLineTest {

    @Test
    void whatSomebodyWroteIsAPartOfALine() {
        assertThat(OneLine.of(" Kia\r\nora \t koutou\u2028katoa ")).isEqualTo("Kia ora koutou katoa");
    }

    @Test
    void itTurnsNothingAround() {
        assertThat(OneLine.of("pay\u202elap\u202c")).isEqualTo("paylap");
        assertThat(OneLine.of("\u2069مجموعة\u202e 7")).isEqualTo("\u2068مجموعة 7\u2069");
        assertThat(OneLine.alone("\u2069مجموعة\u202e 7")).isEqualTo("مجموعة 7");
    }

    @Test
    void whatKeepsTheLineFromTurningIsNotForSubjects() {
        assertThat(Subject.of(OneLine.of("مجموعة") + " asks to join.")).isEqualTo("مجموعة asks to join.");
    }
}
