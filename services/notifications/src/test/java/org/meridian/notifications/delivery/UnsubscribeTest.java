package org.meridian.notifications.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meridian.testing.Waiting.eventually;

import jakarta.mail.internet.MimeMessage;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.meridian.mail.message.MailKind;
import org.meridian.mail.message.UnsubscribeScope;
import org.meridian.mail.queue.MailState;
import org.meridian.mail.queue.Mailing;
import org.meridian.mail.queue.Mailings;
import org.meridian.mail.unsubscribe.UnsubscribeTokens;
import org.meridian.notifications.NotificationsService;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

class UnsubscribeTest {

    private static final NotificationsService NZ = new NotificationsService(
            "--spring.main.sources=" + TestMessages.class.getName());

    @AfterAll
    static void stop() {
        NZ.close();
    }

    @Test
    void onePostAndTheMemberIsNeverMailedAgain() throws Exception {
        String ana = member("ana@nz.example");
        assertThat(mailed(ana, TestMessages.LATER)).isEqualTo(MailState.SENT);
        String path = pathIn(NZ.mail.getReceivedMessagesForDomain("ana@nz.example")[0]);

        oneClick(path).expectStatus().isOk();

        assertThat(mailed(ana, TestMessages.LATER)).isEqualTo(MailState.DROPPED);
        assertThat(mailed(ana, TestMessages.NOW)).isEqualTo(MailState.SENT);
        NZ.get(ana, "/api/preferences").expectBody().jsonPath("$.digest.cadence").isEqualTo("off")
                .jsonPath("$.digest.at").isEqualTo("07:30").jsonPath("$.timeZone").isEqualTo("Pacific/Auckland")
                .jsonPath("$.atOnce").isEqualTo(true);

        // Again, after a restart with the key that was made once, and by the button: nothing changes any more.
        NZ.restart();
        NZ.web().post().uri(path).exchange().expectStatus().isOk();
        assertThat(NZ.rows().queryForObject("SELECT version FROM notifications.preferences WHERE member_id = ?",
                Integer.class, ana)).isEqualTo(1);
        assertThat(mailed(ana, TestMessages.LATER)).isEqualTo(MailState.DROPPED);
    }

    @Test
    void whatIsMailedAtOnceEndsByItself() {
        String ben = member("ben@nz.example");
        NZ.put(ben, "/api/preferences", "{\"digest\":{\"cadence\":\"weekly\",\"day\":\"FRIDAY\"}}").expectStatus()
                .isOk();

        oneClick("/unsubscribe/" + NZ.bean(UnsubscribeTokens.class).make(ben, UnsubscribeScope.AT_ONCE)).expectStatus()
                .isOk();

        assertThat(mailed(ben, TestMessages.NOW)).isEqualTo(MailState.DROPPED);
        assertThat(mailed(ben, TestMessages.LATER)).isEqualTo(MailState.SENT);
        NZ.get(ben, "/api/preferences").expectBody().jsonPath("$.digest.cadence").isEqualTo("weekly")
                .jsonPath("$.digest.day").isEqualTo("FRIDAY").jsonPath("$.atOnce").isEqualTo(false);
    }

    @Test
    void lookingAtTheAddressChangesNothing() {
        String cy = member("cy@nz.example");
        String path = "/unsubscribe/" + NZ.bean(UnsubscribeTokens.class).make(cy, UnsubscribeScope.DIGEST);

        NZ.web().get().uri(path).exchange().expectStatus().isOk().expectHeader()
                .contentTypeCompatibleWith(MediaType.TEXT_HTML).expectBody(String.class)
                .value(page -> assertThat(page).contains("<form method=\"post\">").contains("no more digests"));

        assertThat(mailed(cy, TestMessages.LATER)).isEqualTo(MailState.SENT);
    }

    @Test
    void onlyAddressesThatThisNodeMadeAreGood() {
        String dee = member("dee@nz.example");
        String token = NZ.bean(UnsubscribeTokens.class).make(dee, UnsubscribeScope.DIGEST);

        for (String wrong : List.of("x", token + "x", token.substring(1), token.replace(".digest.", ".at-once."),
                new UnsubscribeTokens(new byte[32]).make(dee, UnsubscribeScope.DIGEST))) {
            NZ.web().get().uri("/unsubscribe/{token}", wrong).exchange().expectStatus().isNotFound();
            oneClick("/unsubscribe/" + wrong).expectStatus().isNotFound();
        }
        assertThat(mailed(dee, TestMessages.LATER)).isEqualTo(MailState.SENT);
        assertThat(token).matches("[A-Za-z0-9._~-]+");
    }

    /** As a mail program does it, RFC 8058. */
    private static ResponseSpec oneClick(String path) {
        return NZ.web().post().uri(path).contentType(MediaType.APPLICATION_FORM_URLENCODED)
                .bodyValue("List-Unsubscribe=One-Click").exchange();
    }

    private static String pathIn(MimeMessage mail) throws Exception {
        String header = mail.getHeader("List-Unsubscribe")[0];
        assertThat(header).startsWith("<http://nz.example/").endsWith(">");
        return header.substring("<http://nz.example".length(), header.length() - 1);
    }

    private static String member(String email) {
        String id = NZ.member("Member", email, "Pacific/Auckland");
        eventually(() -> NZ.rows().queryForList("SELECT 1 FROM notifications.account WHERE member_id = ?", id),
                rows -> !rows.isEmpty());
        return id;
    }

    /** What became of a mail to a member. */
    private static MailState mailed(String memberId, MailKind kind) {
        String subject = UUID.randomUUID().toString();
        Mailings mailings = NZ.bean(Mailings.class);
        mailings.add(List.of(new Mailing("about " + subject, memberId, kind, subject)), Instant.now());
        return MailState.valueOf(eventually(() -> NZ.rows().queryForObject(
                "SELECT upper(state) FROM notifications.mailing WHERE subject_id = ?", String.class, subject),
                state -> !MailState.WAITING.name().equals(state)));
    }
}
