package org.meridian.web.about;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.meridian.web.settings.WebSettings;
import org.meridian.web.settings.WebSettings.Contact;
import org.springframework.test.web.reactive.server.WebTestClient;

class SecurityTxtTest {

    private static WebTestClient.ResponseSpec asked(Contact contact) {
        var settings = new WebSettings("uk", "https://uk.example", false, Map.of(), contact);
        return WebTestClient.bindToRouterFunction(new SecurityTxt().securityTxt(settings)).build().get()
                .uri("/.well-known/security.txt").exchange();
    }

    @Test
    void itNamesWhomTheOperatorNamedForIt() {
        asked(new Contact("", "help@uk.example", "", "security@uk.example")).expectStatus().isOk().expectHeader()
                .contentType("text/plain;charset=utf-8").expectBody(String.class)
                .consumeWith(it -> assertThat(it.getResponseBody())
                        .startsWith("Contact: mailto:security@uk.example\nExpires: 20"));
    }

    @Test
    void elseWhoAnswersQuestions() {
        asked(new Contact("", "help@uk.example", "", "")).expectBody(String.class)
                .consumeWith(it -> assertThat(it.getResponseBody()).startsWith("Contact: mailto:help@uk.example\n"));
    }

    @Test
    void whereNobodyWasNamedThereIsNone() {
        asked(new Contact("", "", "", "")).expectStatus().isNotFound();
    }

    /** RFC 9116 has it expire; by then it has been read anew. */
    @Test
    void itIsGoodForAMonth() {
        var clock = Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC);

        assertThat(SecurityTxt.text("https://uk.example", "a@uk.example", clock)).isEqualTo("""
                Contact: mailto:a@uk.example
                Expires: 2026-03-31T00:00:00Z
                Canonical: https://uk.example/.well-known/security.txt
                """);
    }
}
