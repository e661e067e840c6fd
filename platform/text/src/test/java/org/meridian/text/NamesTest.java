package org.meridian.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.meridian.text.Names.Doubt;

class NamesTest {

    @ParameterizedTest
    @ValueSource(strings = {"Ada", "Hōne Ngāta", "Siân O’Brien-Łuk", "Мария Петрова", "Мария Smith", "王小明", "김 민수",
            "田中 さくら", "محمد علی", "می\u200cخواهم", "Sunil श्रीमान्", "क\u094d\u200dष", "Ann 2", "Ίων", "Dr. Supporta",
            "Ownerby",
            "Ada 👩\u200d🌾 Farm"})
    void aNameIsShownAsItIs(String name) {
        assertThat(Names.doubt(name)).isEmpty();
        assertThat(Names.shown(name).replace("\u200d", "")).isEqualTo(name.replace("\u200d", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Moderator", "MODERATOR", "Group moderator", "Ada (Owner)", "M0DERAT0R", "Моderator",
            "m.o.d.e.r.a.t.o.r", "M o d e r a t o r", "Mode\u200brator", "ＭＯＤＥＲＡＴＯＲ", "modérator", "Meridian support",
            "operator", "Αdmin", "“Moderator”"})
    void whatLooksLikeARoleStandsBetweenQuotationMarks(String name) {
        assertThat(Names.doubt(name)).contains(Doubt.ROLE);
        assertThat(Names.shown(name)).startsWith("“").endsWith("”").doesNotContain("\u200b", "““");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Аda", "Adа Lovelace", "Ben Οwens", "Ada Lоvelace-King"})
    void aWordOfTwoScriptsStandsBetweenQuotationMarks(String name) {
        assertThat(Names.doubt(name)).contains(Doubt.SCRIPTS);
        assertThat(Names.shown(name)).isEqualTo("“" + name + "”");
    }

    @Test
    void whatCannotBeSeenIsLeftOut() {
        assertThat(Names.shown("Ada\u200b Love\u00adlace\u2060\u3164")).isEqualTo("Ada Lovelace");
        assertThat(Names.shown("A\u200dda\u200c")).isEqualTo("Ada");
        assertThat(Names.shown("Ada\u202e\u2066 Lovelace\n")).isEqualTo("Ada Lovelace");
        assertThat(Names.shown("می\u200cخواهم")).isEqualTo("می\u200cخواهم");
    }
}
