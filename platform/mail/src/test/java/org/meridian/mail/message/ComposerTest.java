package org.meridian.mail.message;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.meridian.mail.settings.MailSettings;

class ComposerTest {

    private static final MailSettings SETTINGS = new MailSettings("https://nz.example", "Meridian <post@nz.example>",
            2, 1_000);
    private static final String ID = "nz-0198c2f4-0a00-7000-8000-000000000003.2026-03-01";
    private static final String WHY = "You get this because you want it.";
    private static final MailKind DIGEST = new MailKind("digest", UnsubscribeScope.DIGEST);
    private static final MailKind SIGN_IN = new MailKind("sign-in", null);

    @ParameterizedTest
    @CsvSource({"DIGEST, digest, Stop all digests", "AT_ONCE, at-once, Stop all mail that is sent at once"})
    void whatCanBeUnsubscribedFromHasTheHeadersOfAListThatCanBeLeftByOnePost(UnsubscribeScope scope, String list,
            String stop) throws Exception {
        String source = source(new MailKind("kind", scope), "the-token");

        assertThat(headers(source)).contains("From: Meridian <post@nz.example>", "To: aroha@nz.example",
                "Subject: A <b>subject</b>", "Date: Sun, 1 Mar 2026 ", "MIME-Version: 1.0", "Content-Language: en",
                "Message-ID: " + Composer.messageId(ID, "nz.example"), "List-Id: <" + list + ".nz.example>",
                "List-Unsubscribe: <https://nz.example/unsubscribe/the-token>",
                "List-Unsubscribe-Post: List-Unsubscribe=One-Click", "Auto-Submitted: auto-generated",
                "Precedence: bulk", "Content-Type: multipart/alternative");
        assertThat(headers(source).replace("To: aroha@nz.example", "")).doesNotContain("aroha", "2026-03-01");
        assertThat(source.indexOf("text/plain")).isPositive().isLessThan(source.indexOf("text/html"));
        assertThat(source).contains("<title>A &lt;b&gt;subject&lt;/b&gt;</title>", "<p>Kia ora</p>", """
                Kia ora

                --\s
                You get this because you want it.
                %s:
                https://nz.example/unsubscribe/the-token
                Choose what is mailed to you, and when:
                https://nz.example/preferences
                """.formatted(stop));
    }

    @Test
    void whatWasAskedForIsNoListAndCannotBeLeft() throws Exception {
        String source = source(SIGN_IN, null);

        assertThat(headers(source)).contains("Message-ID: " + Composer.messageId(ID, "nz.example"),
                "Auto-Submitted: auto-generated", "Content-Type: multipart/alternative", "Content-Language: en")
                .doesNotContain("List-", "Precedence");
        assertThat(source).contains("Kia ora\n\n-- \n" + WHY + "\n").doesNotContain("unsubscribe",
                "preferences");
    }

    @Test
    void theMessageIdIsTheMailingsHoweverOftenItIsWritten() throws Exception {
        MimeMessage mail = mail(DIGEST, "the-token");
        mail.saveChanges();
        mail.saveChanges();
        assertThat(mail.getMessageID()).isEqualTo(Composer.messageId(ID, "nz.example"))
                .matches("<[0-9a-f]{32}@nz\\.example>")
                .isNotEqualTo(Composer.messageId("nz-0198c2f4-0a00-7000-8000-000000000003.2026-03-02", "nz.example"));
    }

    /** Any of them would give a long word's width to the mail, on a phone too. */
    @Test
    void noTableOrCellIsWiderThanTheScreen() throws Exception {
        String html = source(DIGEST, "the-token").replaceAll("<!--.*?-->", "") + Look.TABLE;

        assertThat(html.split("<table ", -1)).hasSize(4).allMatch(it -> !it.startsWith("role")
                || it.startsWith("role=\"presentation\"")
                        && it.lines().findFirst().orElse("").contains("table-layout:fixed"));
        assertThat(List.of(Look.INK, Look.SOFT)).allMatch(it -> it.contains("overflow-wrap:anywhere"));
        assertThat(html).contains(Look.INK, Look.SOFT);
    }

    @Test
    void whatIsLightTurnsDarkWhereTheReaderWantsIt() throws Exception {
        assertThat(source(DIGEST, "the-token")).contains("<meta name=\"color-scheme\" content=\"light dark\">",
                "@media (prefers-color-scheme:dark)", "<a class=\"act\" style=");
    }

    private static MimeMessage mail(MailKind kind, @Nullable String token) throws Exception {
        return new Composer(SETTINGS).compose(Session.getInstance(new Properties()),
                new Envelope(ID, new InternetAddress("aroha@nz.example"), kind, token),
                new Message("A <b>subject</b>", "Kia ora\n", "<p>Kia ora</p>", WHY, Locale.of("en", "NZ")),
                Instant.parse("2026-03-01T12:00:00Z"));
    }

    private static String source(MailKind kind, @Nullable String token) throws Exception {
        var out = new ByteArrayOutputStream();
        mail(kind, token).writeTo(out);
        return out.toString(StandardCharsets.UTF_8).replace("=\r\n", "").replace("=3D", "=");
    }

    private static String headers(String source) {
        return source.substring(0, source.indexOf("\r\n\r\n")).replaceAll("\r\n[ \t]+", " ");
    }
}
