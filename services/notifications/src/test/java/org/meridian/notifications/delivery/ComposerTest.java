package org.meridian.notifications.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.meridian.notifications.settings.NotificationsSettings;

class ComposerTest {

    private static final UnsubscribeTokens TOKENS = new UnsubscribeTokens(new byte[32]);
    private static final NotificationsSettings SETTINGS = new NotificationsSettings("https://nz.example",
            "Meridian <post@nz.example>", 2, null, Map.of(), false);
    private static final String MEMBER = "nz-0198c2f4-0a00-7000-8000-000000000003";
    private static final Mailing MAILING = new Mailing(MEMBER + ".2026-03-01", MEMBER, "digest", "d");

    @ParameterizedTest
    @EnumSource
    void itHasTheHeadersOfAListThatCanBeLeftByOnePost(UnsubscribeScope scope) throws Exception {
        String source = source(scope);
        String token = TOKENS.make(MEMBER, scope);

        assertThat(headers(source)).contains("From: Meridian <post@nz.example>", "To: aroha@nz.example",
                "Subject: A <b>subject</b>", "Date: Sun, 1 Mar 2026 ", "MIME-Version: 1.0", "Content-Language: en",
                "Message-ID: " + Composer.messageId(MAILING.id(), "nz.example"), "List-Id: <digest.nz.example>",
                "List-Unsubscribe: <https://nz.example/unsubscribe/" + token + ">",
                "List-Unsubscribe-Post: List-Unsubscribe=One-Click", "Auto-Submitted: auto-generated",
                "Precedence: bulk", "Content-Type: multipart/alternative");
        assertThat(headers(source).replace("To: aroha@nz.example", "")).doesNotContain("aroha", "2026-03-01");
        assertThat(source.indexOf("text/plain")).isPositive().isLessThan(source.indexOf("text/html"));
        assertThat(source).contains("<title>A &lt;b&gt;subject&lt;/b&gt;</title>", "https://nz.example/preferences",
                "<p>Kia ora</p>");
    }

    @Test
    void theMessageIdIsTheMailingsHoweverOftenItIsWritten() throws Exception {
        MimeMessage message = message(UnsubscribeScope.DIGEST);
        message.saveChanges();
        message.saveChanges();
        assertThat(message.getMessageID()).isEqualTo(Composer.messageId(MAILING.id(), "nz.example"))
                .matches("<[0-9a-f]{32}@nz\\.example>")
                .isNotEqualTo(Composer.messageId(MEMBER + ".2026-03-02", "nz.example"));
    }

    private static MimeMessage message(UnsubscribeScope scope) throws Exception {
        var composer = new Composer(SETTINGS,
                TOKENS);
        return composer.compose(Session.getInstance(new Properties()), MAILING,
                new Message("A <b>subject</b>", "Kia ora\n", "<p>Kia ora</p>", "digest", scope),
                new InternetAddress("aroha@nz.example"), Instant.parse("2026-03-01T12:00:00Z"));
    }

    private static String source(UnsubscribeScope scope) throws Exception {
        var out = new ByteArrayOutputStream();
        message(scope).writeTo(out);
        return out.toString(StandardCharsets.UTF_8).replace("=\r\n", "").replace("=3D", "=");
    }

    private static String headers(String source) {
        return source.substring(0, source.indexOf("\r\n\r\n")).replaceAll("\r\n[ \t]+", " ");
    }
}
