package org.meridian.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DomainsTest {

    @ParameterizedTest
    @CsvSource({"example.org, example.org", "Example.ORG, example.org", "māori.nz, xn--mori-qsa.nz",
            "MĀORI.NZ, xn--mori-qsa.nz", "ma\u0304ori.nz, xn--mori-qsa.nz", "xn--mori-qsa.nz, xn--mori-qsa.nz",
            "XN--MORI-QSA.nz, xn--mori-qsa.nz", "straße.de, xn--strae-oqa.de", "пример.рф, xn--e1afmkfd.xn--p1ai",
            "例え。jp, xn--r8jz45g.jp", "\u212Auk.example, kuk.example"})
    void aDomainHasOneFormInTheDns(String written, String domain) {
        assertThat(Domains.inDns(written)).contains(domain);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nz", "-a.nz", "a-.nz", "a..nz", ".nz", "a.nz.", "a_b.nz", "a b.nz", "127.0.0.1",
            "[::1]",
            "xn--zz--.nz", "a.1", "ā\u202e.nz", "אa.nz"})
    void whatIsNoFullDomainHasNone(String written) {
        assertThat(Domains.inDns(written)).isEmpty();
    }

    @Test
    void aDomainThatIsTooLongHasNone() {
        assertThat(Domains.inDns("a.".repeat(10_000) + "com")).isEmpty();
        assertThat(Domains.inDns("ā".repeat(63) + ".nz")).isEmpty();
        assertThat(Domains.inDns("a".repeat(63) + ".nz")).isPresent();
        assertThat(Domains.inDns("a".repeat(64) + ".nz")).isEmpty();
    }

    @Test
    void peopleReadItAsItIsSpoken() {
        assertThat(Domains.readable("xn--mori-qsa.nz")).isEqualTo("māori.nz");
        assertThat(Domains.readable("example.org")).isEqualTo("example.org");
        assertThat(Domains.readable("xn--zz--.nz")).isEqualTo("xn--zz--.nz");
    }
}
