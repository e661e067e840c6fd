package org.meridian.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DomainPatternsTest {

    @ParameterizedTest
    @CsvSource({"example.org, example.org", "*.gov.uk, *.gov.uk", "*.GOV.UK, *.gov.uk",
            "*.leeds.gov.uk, *.leeds.gov.uk",
            "*.service.gov.uk, *.service.gov.uk", "*.nhs.uk, *.nhs.uk", "*.police.uk, *.police.uk",
            "*.sch.uk, *.sch.uk",
            "*.leeds.sch.uk, *.leeds.sch.uk", "*.govt.nz, *.govt.nz", "*.iwi.nz, *.iwi.nz",
            "*.nsw.gov.au, *.nsw.gov.au", "*.vic.edu.au, *.vic.edu.au", "*.pa.gov, *.pa.gov",
            "*.k12.ca.us, *.k12.ca.us",
            "*.straße.de, *.xn--strae-oqa.de", "*.example.co.uk, *.example.co.uk", "*.care.example, *.care.example"})
    void aDomainOrAllThatAreBelowOne(String written, String pattern) {
        assertThat(DomainPatterns.inDns(written)).contains(pattern);
        assertThat(DomainPatterns.isNarrow(pattern)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "*.", "*.uk", "*.com", "*.gov", "*.рф", "*.co.uk", "*.org.uk", "*.com.au", "*.co.nz",
            "*.ac.nz", "*.māori.nz", "*.school.nz", "*.ca.us", "*.github.io", "*.blogspot.com", "*.*.uk", "*.*.gov.uk",
            "*gov.uk",
            "a.*.uk", "**.gov.uk", "*.gov.uk.", " *.gov.uk", "*.a b.uk"})
    void whatWouldLetEverybodyInIsNone(String written) {
        assertThat(DomainPatterns.inDns(written)).isEmpty();
    }

    @Test
    void oneBelowIsMeantAndTheOneItselfIsNot() {
        assertThat(DomainPatterns.matches("*.gov.uk", "leeds.gov.uk")).isTrue();
        assertThat(DomainPatterns.matches("*.gov.uk", "adults.leeds.gov.uk")).isTrue();
        assertThat(DomainPatterns.matches("*.gov.uk", "gov.uk")).isFalse();
        assertThat(DomainPatterns.matches("*.gov.uk", ".gov.uk")).isFalse();
        assertThat(DomainPatterns.matches("*.gov.uk", "evilgov.uk")).isFalse();
        assertThat(DomainPatterns.matches("*.gov.uk", "leeds.gov.uk.example")).isFalse();
        assertThat(DomainPatterns.matches("gov.uk", "gov.uk")).isTrue();
        assertThat(DomainPatterns.matches("gov.uk", "leeds.gov.uk")).isFalse();
    }

    @Test
    void peopleReadItAsItIsSpoken() {
        assertThat(DomainPatterns.readable("*.xn--mori-qsa.nz")).isEqualTo("*.māori.nz");
        assertThat(DomainPatterns.readable("*.gov.uk")).isEqualTo("*.gov.uk");
    }
}
