package org.meridian.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Utf8FirewallTest {

    @ParameterizedTest
    @ValueSource(strings = {"/api/groups", "/a%20b", "/M%C4%81ori", "%F0%9F%91%A9", "%c4%81"})
    void whatCanBeReadPasses(String address) {
        assertThat(Utf8Firewall.isUtf8(address)).isTrue();
    }

    /** An overlong slash, dot and NUL; half a character; half of a surrogate pair; beyond Unicode; Latin-1. */
    @ParameterizedTest
    @ValueSource(strings = {"/x%C0%AFy", "%C0%AE%C0%AE/", "%C0%80", "%E0%80%AF", "%C4", "%C4x", "%ED%A0%80",
            "%F4%90%80%80", "M%E4ori"})
    void whatIsNoUtf8IsStopped(String address) {
        assertThat(Utf8Firewall.isUtf8(address)).isFalse();
    }

    @Test
    void anAddressWithoutAQueryHasNothingToStop() {
        assertThat(Utf8Firewall.isUtf8(null)).isTrue();
    }
}
