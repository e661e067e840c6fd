package org.meridian.notifications.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meridian.testing.Waiting.eventually;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.meridian.mail.message.Composer;
import org.meridian.mail.message.Message;
import org.meridian.mail.queue.MailState;
import org.meridian.mail.queue.Mailing;
import org.meridian.mail.queue.Mailings;
import org.meridian.testing.Shared;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ResourceLock("MailOffice")
@ExtendWith(OutputCaptureExtension.class)
class DeliveryTest {

    private static MailOffice office;

    @BeforeAll
    static void open(@Shared MailOffice shared) {
        office = shared;
    }

    @BeforeEach
    void theServerIsTheScriptedOne() {
        office.port(office.server.port());
    }

    @Test
    void whatAMailServerGetsIsWhatTheMessageSays() throws Exception {
        office.port(office.nz.mail.getSmtp().getPort());
        String subject = "Floods\r\nBcc: everybody@example.org\r\n\r\nKia ora – " + "ā🌊".repeat(5_000);
        Mailing mailing = office.mailing(office.member("Aroha <b>", "aroha@nz.example"), TestMessages.LATER);
        TestMessages.SUBJECT_LINES.put(mailing.subjectId(), subject);

        office.send(mailing);

        office.becomes(MailState.SENT, mailing);
        MimeMessage mail = office.nz.mail.getReceivedMessages()[office.nz.mail.getReceivedMessages().length - 1];
        assertThat(mail.getSubject()).startsWith("Floods Bcc: everybody@example.org Kia ora – āā".replace("āā", "ā🌊ā"))
                .endsWith("…").matches(it -> it.codePointCount(0, it.length()) == 200);
        assertThat(mail.getAllRecipients()).containsExactly(new InternetAddress("aroha@nz.example"));
        assertThat(mail.getFrom()).containsExactly(new InternetAddress("post@nz.example", "Meridian"));
        assertThat(mail.getMessageID()).isEqualTo(Composer.messageId(mailing.id(), "nz.example"));
        assertThat(mail.getContentType()).startsWith("multipart/alternative");
        MimeMultipart parts = (MimeMultipart) mail.getContent();
        assertThat(parts.getBodyPart(0).getContentType()).startsWith("text/plain");
        assertThat((String) parts.getBodyPart(0).getContent()).contains("Kia ora, this is about " + mailing.subjectId())
                .contains("http://nz.example/unsubscribe/" + mailing.recipientId() + ".digest.")
                .contains("http://nz.example/preferences");
        assertThat(parts.getBodyPart(1).getContentType()).startsWith("text/html");
        assertThat((String) parts.getBodyPart(1).getContent()).contains("<b>" + mailing.subjectId() + "</b>")
                .containsPattern("<html lang=\"en-[A-Z]{2}\">")
                .contains("<title>Floods Bcc: everybody@example.org Kia ora")
                .contains("http://nz.example/unsubscribe/" + mailing.recipientId() + ".digest.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"grey", "busy", "hang", "drop"})
    void whatFailsForNowIsTriedAgainUnderTheSameMessageIdAndHoldsUpNobody(String mood) {
        String email = mood + "-once@" + UUID.randomUUID() + ".example";
        Mailing failing = office.mailing(office.member("Failing", email), TestMessages.LATER);
        Mailing other = office.mailing(office.member("Other", "other@" + UUID.randomUUID() + ".example"),
                TestMessages.LATER);
        Instant before = Instant.now();

        office.send(failing, other);

        office.becomes(MailState.SENT, other);
        eventually(() -> office.attempts(failing), attempts -> attempts == 1);
        assertThat(office.stateOf(failing)).isEqualTo(MailState.WAITING);
        assertThat(Duration.between(before, office.sendAfter(failing))).isBetween(Duration.ofSeconds(60),
                Duration.ofSeconds(95));
        assertThat(office.reason(failing)).doesNotContain("@");

        office.due(failing);
        office.becomes(MailState.SENT, failing);
        assertThat(office.server.receivedBy(email)).hasSize(mood.equals("drop") ? 2 : 1)
                .extracting(it -> it.header("Message-ID"))
                .containsOnly(Composer.messageId(failing.id(), "nz.example"));
    }

    @Test
    void aMailThatIsRefusedForWhatItIsStopsNoOther() {
        String ana = office.member("Ana", "content-once@nz.example");
        Mailing tooBig = office.mailing(ana, TestMessages.LATER);
        office.send(tooBig);
        office.becomes(MailState.BOUNCED, tooBig);

        Mailing next = office.mailing(ana, TestMessages.LATER);
        office.send(next);
        office.becomes(MailState.SENT, next);
    }

    @Test
    void aMistakeOfOursStopsNobodysMail() {
        Mailing relay = office.mailing(office.member("Ana", "relay-once@nz.example"), TestMessages.LATER);
        office.send(relay);
        eventually(() -> office.attempts(relay), attempts -> attempts == 1);
        assertThat(office.reason(relay)).isEqualTo("550 relay not permitted for …");
        office.due(relay);
        office.becomes(MailState.SENT, relay);

        office.server.wantsPassword(true);
        Mailing unwanted = office.mailing(office.member("Ben", "ben@nz.example"), TestMessages.LATER);
        office.send(unwanted);
        eventually(() -> office.attempts(unwanted), attempts -> attempts == 1);
        assertThat(office.stateOf(unwanted)).isEqualTo(MailState.WAITING);
        assertThat(office.reason(unwanted)).isEqualTo("530 5.7.0 Authentication required");

        office.server.wantsPassword(false);
        office.due(unwanted);
        office.becomes(MailState.SENT, unwanted);
        assertThat(office.nz.rows().queryForList("SELECT 1 FROM notifications.mail_stop WHERE member_id IN (?, ?)",
                relay.recipientId(), unwanted.recipientId())).isEmpty();
    }

    @Test
    void whileTheServerIsDownAllMailWaitsAndOperatorsAreToldOnce(CapturedOutput output) {
        office.server.goesDown();
        List<Mailing> mailings = IntStream.range(0, 5)
                .mapToObj(i -> office.mailing(office.member("Member", "down" + i + "@nz.example"), TestMessages.LATER))
                .toList();

        office.send(mailings.toArray(Mailing[]::new));

        eventually(() -> output.toString(), it -> it.contains("The mail server takes no mail"));
        assertThat(office.nz.bean(MeterRegistry.class).get("meridian.mail.waiting").gauge().value())
                .isGreaterThanOrEqualTo(5);
        office.server.comesBack();
        mailings.forEach(it -> office.becomes(MailState.SENT, it));
        assertThat(mailings).allSatisfy(it -> assertThat(office.attempts(it)).isEqualTo(1));
        assertThat(output.toString()).containsOnlyOnce("The mail server takes no mail")
                .containsOnlyOnce("The mail server takes mail again").doesNotContain("@nz.example");
    }

    @Test
    void whatHasNobodyOrNothingToSayIsDropped() {
        Mailing gone = new Mailing(UUID.randomUUID().toString(), office.member("Ana", "ana@nz.example"),
                TestMessages.LATER,
                "gone " + UUID.randomUUID());
        Mailing nobody = office.mailing("nz-0198c2f4-0a00-7000-8000-000000000001", TestMessages.LATER);
        String ben = office.member("Ben", "ben@nz.example");
        office.nz.put(ben, "/api/preferences", "{\"digest\":{\"cadence\":\"off\"}}").expectStatus().isOk();
        Mailing unsubscribed = office.mailing(ben, TestMessages.LATER);
        Mailing atOnce = office.mailing(ben, TestMessages.NOW);

        office.send(gone, nobody, unsubscribed, atOnce);

        List.of(gone, nobody, unsubscribed).forEach(it -> office.becomes(MailState.DROPPED, it));
        office.becomes(MailState.SENT, atOnce);
        assertThat(List.of(office.reason(gone), office.reason(nobody), office.reason(unsubscribed))).containsExactly(
                "there is nothing left to say", "there is no such account any more", "the member has unsubscribed");
    }

    @Test
    void aMessageThatCannotBeWrittenKeepsBackNoOther() {
        String ana = office.member("Ana", "ana@nz.example");
        Mailing broken = new Mailing(UUID.randomUUID().toString(), ana, TestMessages.LATER,
                "broken " + UUID.randomUUID());
        Mailing fine = office.mailing(ana, TestMessages.LATER);

        office.send(broken, fine);

        office.becomes(MailState.SENT, fine);
        eventually(() -> office.attempts(broken), attempts -> attempts == 1);
        assertThat(office.stateOf(broken)).isEqualTo(MailState.WAITING);
    }

    @Test
    void aCrashSendsAMailAgainUnderTheSameMessageIdAndARestartSendsNone() {
        Mailing mailing = office.mailing(office.member("Ana", "crash@nz.example"), TestMessages.LATER);
        office.send(mailing);
        office.becomes(MailState.SENT, mailing);

        office.nz.restart();
        office.port(office.server.port());
        Mailing later = office.mailing(mailing.recipientId(), TestMessages.LATER);
        office.send(later);
        office.becomes(MailState.SENT, later);
        assertThat(office.idsReceivedBy("crash@nz.example")).doesNotHaveDuplicates().hasSize(2);

        // As if the process had died between the server's answer and the commit.
        office.nz.rows().update("UPDATE notifications.mailing SET state = 'waiting' WHERE id = ?", mailing.id());
        office.becomes(MailState.SENT, mailing);
        assertThat(office.idsReceivedBy("crash@nz.example")).hasSize(3)
                .containsOnly(Composer.messageId(mailing.id(), "nz.example"),
                        Composer.messageId(later.id(), "nz.example"));
    }

    @Test
    void aMailIsSentOnceMoreOnlyWhenSomebodyAsks() {
        Mailing mailing = office.mailing(office.member("Ana", "again@nz.example"), TestMessages.LATER);
        assertThat(office.nz.bean(Mailings.class).resend(mailing.id())).isFalse();
        office.send(mailing);
        office.becomes(MailState.SENT, mailing);
        office.send(mailing);

        assertThat(office.nz.bean(Mailings.class).resend(mailing.id())).isTrue();

        eventually(() -> office.idsReceivedBy("again@nz.example"), ids -> ids.size() == 2);
        assertThat(office.idsReceivedBy("again@nz.example"))
                .containsOnly(Composer.messageId(mailing.id(), "nz.example"));
    }

    @Test
    void whatAnotherInstanceIsSendingIsLeftToIt() {
        Mailing theirs = office.mailing(office.member("Ana", "theirs@nz.example"), TestMessages.LATER);
        Mailing given = office.mailing(office.member("Ann", "given-up@nz.example"), TestMessages.LATER);
        Mailing next = office.mailing(office.member("Ben", "next@nz.example"), TestMessages.LATER);
        Instant soon = Instant.now().plusSeconds(2);
        office.nz.bean(Mailings.class).add(List.of(theirs, given), soon);
        office.nz.bean(Mailings.class).add(List.of(next), soon.plusSeconds(1));

        office.transaction().executeWithoutResult(status -> {
            List.of(theirs, given).forEach(it -> office.nz.rows().queryForList(
                    "SELECT pg_advisory_xact_lock(hashtextextended('notifications.mailing ' || ?, 0))::text", it.id()));
            office.becomes(MailState.SENT, next);
            assertThat(office.stateOf(theirs)).isEqualTo(MailState.WAITING);
            office.nz.rows().update("UPDATE notifications.mailing SET state = 'sent' WHERE id = ?", theirs.id());
        });

        office.becomes(MailState.SENT, given);
        assertThat(office.server.receivedBy("theirs@nz.example")).isEmpty();
        assertThat(office.server.receivedBy("given-up@nz.example")).hasSize(1);
    }

    /** A wave of digests is nothing that mail at once has to wait for. */
    @Test
    void noKindWaitsBehindAnother() {
        String ana = office.member("Ana", "one-of-many@nz.example");
        List<Mailing> wave = IntStream.range(0, 400).mapToObj(i -> office.mailing(ana, TestMessages.LATER)).toList();
        Mailing atOnce = office.mailing(office.member("Ben", "at-once@nz.example"), TestMessages.NOW);

        office.transaction().executeWithoutResult(status -> {
            office.nz.bean(Mailings.class).add(wave, Instant.now().minus(Duration.ofHours(1)));
            office.send(atOnce);
        });

        wave.forEach(it -> office.becomes(MailState.SENT, it));
        List<String> order = office.server.recipients().stream()
                .filter(it -> it.startsWith("one-of-many") || it.startsWith("at-once")).toList();
        assertThat(order.indexOf("at-once@nz.example")).isBetween(0, 200);
    }

    @Test
    void whatIsRefusedForNowForThreeDaysIsGivenUpAndStopsNoOtherMail() {
        Mailing mailing = office.mailing(office.member("Ana", "grey@nz.example"), TestMessages.LATER);
        office.send(mailing);
        eventually(() -> office.attempts(mailing), attempts -> attempts == 1);

        office.nz.rows().update("UPDATE notifications.mailing SET due_at = due_at - interval '73 hours' WHERE id = ?",
                mailing.id());
        office.due(mailing);

        office.becomes(MailState.BOUNCED, mailing);
        assertThat(office.reason(mailing))
                .isEqualTo("given up after three days: 450 4.2.0 …: greylisted, try again later");
        assertThat(office.nz.bean(MailStops.class).find(mailing.recipientId())).isEmpty();
    }

    @Test
    void whatIsAddedInATransactionStandsOrFallsWithIt() {
        String ana = office.member("Ana", "ana@nz.example");
        Mailing mailing = office.mailing(ana, TestMessages.LATER);

        office.transaction().executeWithoutResult(status -> {
            office.send(mailing);
            status.setRollbackOnly();
        });

        assertThat(office.nz.rows().queryForList("SELECT 1 FROM notifications.mailing WHERE id = ?", mailing.id()))
                .isEmpty();
    }

    @Test
    void whatBecomesOfMailsIsCounted() {
        Mailing mailing = office.mailing(office.member("Ana", "counted@nz.example"), TestMessages.LATER);
        double before = office.count("sent");

        office.send(mailing);

        office.becomes(MailState.SENT, mailing);
        eventually(() -> office.count("sent"), count -> count == before + 1);
    }
}
