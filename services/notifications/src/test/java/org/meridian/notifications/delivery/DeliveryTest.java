package org.meridian.notifications.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meridian.testing.Waiting.eventually;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.meridian.eventlog.database.Database;
import org.meridian.mail.message.Composer;
import org.meridian.mail.message.MailKind;
import org.meridian.mail.message.Message;
import org.meridian.mail.queue.MailState;
import org.meridian.mail.queue.Mailing;
import org.meridian.mail.queue.Mailings;
import org.meridian.notifications.NotificationsService;
import org.meridian.schemas.Topics;
import org.meridian.testing.MembershipFacts;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.transaction.support.TransactionTemplate;

@ExtendWith(OutputCaptureExtension.class)
class DeliveryTest {

    private static final NotificationsService NZ = new NotificationsService(
            "--spring.main.sources=" + TestMessages.class.getName(), "--spring.mail.properties.mail.smtp.timeout=700");
    private static final ScriptedSmtp SERVER = new ScriptedSmtp();

    @AfterAll
    static void stop() {
        NZ.close();
        SERVER.close();
    }

    @BeforeEach
    void theServerIsTheScriptedOne() {
        port(SERVER.port());
    }

    @Test
    void whatAMailServerGetsIsWhatTheMessageSays() throws Exception {
        port(NZ.mail.getSmtp().getPort());
        String subject = "Floods\r\nBcc: everybody@example.org\r\n\r\nKia ora – " + "ā🌊".repeat(5_000);
        Mailing mailing = mailing(member("Aroha <b>", "aroha@nz.example"), TestMessages.LATER);
        TestMessages.SUBJECT_LINES.put(mailing.subjectId(), subject);

        send(mailing);

        becomes(MailState.SENT, mailing);
        MimeMessage mail = NZ.mail.getReceivedMessages()[NZ.mail.getReceivedMessages().length - 1];
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
                .contains("<html lang=\"en\">").contains("<title>Floods Bcc: everybody@example.org Kia ora")
                .contains("http://nz.example/unsubscribe/" + mailing.recipientId() + ".digest.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"a b\"@nz.example", "o'neil+meridian@nz.example", "tāne@nz.example"})
    void unusualAddressesAreReached(String email) {
        Mailing mailing = mailing(member("Tāne", email), TestMessages.LATER);

        send(mailing);

        becomes(MailState.SENT, mailing);
        assertThat(SERVER.receivedBy(email)).hasSize(1);
    }

    @Test
    void aDomainOutsideOfAsciiIsWrittenAsTheDnsWritesIt() {
        Mailing mailing = mailing(member("Jürgen", "juergen@bücher.example"), TestMessages.LATER);

        send(mailing);

        becomes(MailState.SENT, mailing);
        assertThat(SERVER.receivedBy("juergen@xn--bcher-kva.example")).hasSize(1);
    }

    @Test
    void whatIsNoAddressBouncesWithAReason() {
        Mailing mailing = mailing(member("Eve", "eve@nz.example>\r\nBcc: <all@nz.example"), TestMessages.LATER);

        send(mailing);

        becomes(MailState.BOUNCED, mailing);
        assertThat(NZ.bean(MailStops.class).find(mailing.recipientId())).hasValueSatisfying(
                stop -> assertThat(stop.reason()).isEqualTo("mail cannot be sent to such an address"));
    }

    @Test
    void anAddressThatIsRefusedForGoodGetsNoMoreMailUntilItsOwnerSaysSo() {
        String ana = member("Ana", "refused-once@nz.example");
        Mailing first = mailing(ana, TestMessages.LATER);
        Mailing other = mailing(member("Ben", "ben@nz.example"), TestMessages.LATER);

        send(first, other);

        becomes(MailState.BOUNCED, first);
        becomes(MailState.SENT, other);
        assertThat(reason(first)).isEqualTo("550 5.1.1 …: there is no such mailbox");
        NZ.get(ana, "/api/preferences").expectBody().jsonPath("$.mailStopped.reason").isEqualTo(reason(first));

        Mailing second = mailing(ana, TestMessages.LATER);
        send(second);
        becomes(MailState.DROPPED, second);

        NZ.web().delete().uri("/api/preferences/mail-stop").headers(it -> it.setBearerAuth(ana)).exchange()
                .expectStatus().isNoContent();
        Mailing third = mailing(ana, TestMessages.LATER);
        send(third);
        becomes(MailState.SENT, third);
        assertThat(SERVER.receivedBy("refused-once@nz.example")).hasSize(1);
    }

    @Test
    void aMailStopEndsWithTheAddressThatItIsFor() {
        String ana = member("Ana", "refused-ana@nz.example");
        Mailing refused = mailing(ana, TestMessages.LATER);
        send(refused);
        becomes(MailState.BOUNCED, refused);

        NZ.arrives(Topics.DOMESTIC_ACCOUNTS,
                MembershipFacts.account(ana, 2, "ana-again@nz.example", "Pacific/Auckland"));
        eventually(() -> NZ.bean(MailStops.class).find(ana), Optional::isEmpty);

        Mailing mailing = mailing(ana, TestMessages.LATER);
        send(mailing);
        becomes(MailState.SENT, mailing);
    }

    @ParameterizedTest
    @ValueSource(strings = {"grey", "busy", "hang", "drop"})
    void whatFailsForNowIsTriedAgainUnderTheSameMessageIdAndHoldsUpNobody(String mood) {
        String email = mood + "-once@" + UUID.randomUUID() + ".example";
        Mailing failing = mailing(member("Failing", email), TestMessages.LATER);
        Mailing other = mailing(member("Other", "other@" + UUID.randomUUID() + ".example"), TestMessages.LATER);
        Instant before = Instant.now();

        send(failing, other);

        becomes(MailState.SENT, other);
        eventually(() -> attempts(failing), attempts -> attempts == 1);
        assertThat(stateOf(failing)).isEqualTo(MailState.WAITING);
        assertThat(Duration.between(before, sendAfter(failing))).isBetween(Duration.ofSeconds(60),
                Duration.ofSeconds(95));
        assertThat(reason(failing)).doesNotContain("@");

        due(failing);
        becomes(MailState.SENT, failing);
        assertThat(SERVER.receivedBy(email)).hasSize(mood.equals("drop") ? 2 : 1)
                .extracting(it -> it.header("Message-ID"))
                .containsOnly(Composer.messageId(failing.id(), "nz.example"));
    }

    @Test
    void aMailThatIsRefusedForWhatItIsStopsNoOther() {
        String ana = member("Ana", "content-once@nz.example");
        Mailing tooBig = mailing(ana, TestMessages.LATER);
        send(tooBig);
        becomes(MailState.BOUNCED, tooBig);

        Mailing next = mailing(ana, TestMessages.LATER);
        send(next);
        becomes(MailState.SENT, next);
    }

    @Test
    void aMistakeOfOursStopsNobodysMail() {
        Mailing relay = mailing(member("Ana", "relay-once@nz.example"), TestMessages.LATER);
        send(relay);
        eventually(() -> attempts(relay), attempts -> attempts == 1);
        assertThat(reason(relay)).isEqualTo("550 relay not permitted for …");
        due(relay);
        becomes(MailState.SENT, relay);

        SERVER.wantsPassword(true);
        Mailing unwanted = mailing(member("Ben", "ben@nz.example"), TestMessages.LATER);
        send(unwanted);
        eventually(() -> attempts(unwanted), attempts -> attempts == 1);
        assertThat(stateOf(unwanted)).isEqualTo(MailState.WAITING);
        assertThat(reason(unwanted)).isEqualTo("530 5.7.0 Authentication required");

        SERVER.wantsPassword(false);
        due(unwanted);
        becomes(MailState.SENT, unwanted);
        assertThat(NZ.rows().queryForList("SELECT 1 FROM notifications.mail_stop WHERE member_id IN (?, ?)",
                relay.recipientId(), unwanted.recipientId())).isEmpty();
    }

    @Test
    void whileTheServerIsDownAllMailWaitsAndOperatorsAreToldOnce(CapturedOutput output) {
        SERVER.goesDown();
        List<Mailing> mailings = IntStream.range(0, 5)
                .mapToObj(i -> mailing(member("Member", "down" + i + "@nz.example"), TestMessages.LATER)).toList();

        send(mailings.toArray(Mailing[]::new));

        eventually(() -> output.toString(), it -> it.contains("The mail server takes no mail"));
        assertThat(NZ.bean(MeterRegistry.class).get("meridian.mail.waiting").gauge().value()).isGreaterThanOrEqualTo(5);
        SERVER.comesBack();
        mailings.forEach(it -> becomes(MailState.SENT, it));
        assertThat(mailings).allSatisfy(it -> assertThat(attempts(it)).isEqualTo(1));
        assertThat(output.toString()).containsOnlyOnce("The mail server takes no mail")
                .containsOnlyOnce("The mail server takes mail again").doesNotContain("@nz.example");
    }

    @Test
    void whatHasNobodyOrNothingToSayIsDropped() {
        Mailing gone = new Mailing(UUID.randomUUID().toString(), member("Ana", "ana@nz.example"), TestMessages.LATER,
                "gone " + UUID.randomUUID());
        Mailing nobody = mailing("nz-0198c2f4-0a00-7000-8000-000000000001", TestMessages.LATER);
        String ben = member("Ben", "ben@nz.example");
        NZ.put(ben, "/api/preferences", "{\"digest\":{\"cadence\":\"off\"}}").expectStatus().isOk();
        Mailing unsubscribed = mailing(ben, TestMessages.LATER);
        Mailing atOnce = mailing(ben, TestMessages.NOW);

        send(gone, nobody, unsubscribed, atOnce);

        List.of(gone, nobody, unsubscribed).forEach(it -> becomes(MailState.DROPPED, it));
        becomes(MailState.SENT, atOnce);
        assertThat(List.of(reason(gone), reason(nobody), reason(unsubscribed))).containsExactly(
                "there is nothing left to say", "there is no such account any more", "the member has unsubscribed");
    }

    @Test
    void aMessageThatCannotBeWrittenKeepsBackNoOther() {
        String ana = member("Ana", "ana@nz.example");
        Mailing broken = new Mailing(UUID.randomUUID().toString(), ana, TestMessages.LATER,
                "broken " + UUID.randomUUID());
        Mailing fine = mailing(ana, TestMessages.LATER);

        send(broken, fine);

        becomes(MailState.SENT, fine);
        eventually(() -> attempts(broken), attempts -> attempts == 1);
        assertThat(stateOf(broken)).isEqualTo(MailState.WAITING);
    }

    @Test
    void aCrashSendsAMailAgainUnderTheSameMessageIdAndARestartSendsNone() {
        Mailing mailing = mailing(member("Ana", "crash@nz.example"), TestMessages.LATER);
        send(mailing);
        becomes(MailState.SENT, mailing);

        NZ.restart();
        port(SERVER.port());
        Mailing later = mailing(mailing.recipientId(), TestMessages.LATER);
        send(later);
        becomes(MailState.SENT, later);
        assertThat(idsReceivedBy("crash@nz.example")).doesNotHaveDuplicates().hasSize(2);

        // As if the process had died between the server's answer and the commit.
        NZ.rows().update("UPDATE notifications.mailing SET state = 'waiting' WHERE id = ?", mailing.id());
        becomes(MailState.SENT, mailing);
        assertThat(idsReceivedBy("crash@nz.example")).hasSize(3)
                .containsOnly(Composer.messageId(mailing.id(), "nz.example"),
                        Composer.messageId(later.id(), "nz.example"));
    }

    @Test
    void aMailIsSentOnceMoreOnlyWhenSomebodyAsks() {
        Mailing mailing = mailing(member("Ana", "again@nz.example"), TestMessages.LATER);
        assertThat(NZ.bean(Mailings.class).resend(mailing.id())).isFalse();
        send(mailing);
        becomes(MailState.SENT, mailing);
        send(mailing);

        assertThat(NZ.bean(Mailings.class).resend(mailing.id())).isTrue();

        eventually(() -> idsReceivedBy("again@nz.example"), ids -> ids.size() == 2);
        assertThat(idsReceivedBy("again@nz.example")).containsOnly(Composer.messageId(mailing.id(), "nz.example"));
    }

    @Test
    void whatAnotherInstanceIsSendingIsLeftToIt() {
        Mailing theirs = mailing(member("Ana", "theirs@nz.example"), TestMessages.LATER);
        Mailing next = mailing(member("Ben", "next@nz.example"), TestMessages.LATER);
        Instant soon = Instant.now().plusSeconds(2);
        NZ.bean(Mailings.class).add(List.of(theirs), soon);
        NZ.bean(Mailings.class).add(List.of(next), soon.plusSeconds(1));

        transaction().executeWithoutResult(status -> {
            NZ.rows().queryForList("SELECT 1 FROM notifications.mailing WHERE id = ? FOR UPDATE", theirs.id());
            becomes(MailState.SENT, next);
            assertThat(SERVER.receivedBy("theirs@nz.example")).isEmpty();
        });

        becomes(MailState.SENT, theirs);
        assertThat(SERVER.receivedBy("theirs@nz.example")).hasSize(1);
    }

    @Test
    void whatIsRefusedForNowForThreeDaysIsGivenUpAndStopsNoOtherMail() {
        Mailing mailing = mailing(member("Ana", "grey@nz.example"), TestMessages.LATER);
        send(mailing);
        eventually(() -> attempts(mailing), attempts -> attempts == 1);

        NZ.rows().update("UPDATE notifications.mailing SET due_at = due_at - interval '73 hours' WHERE id = ?",
                mailing.id());
        due(mailing);

        becomes(MailState.BOUNCED, mailing);
        assertThat(reason(mailing)).isEqualTo("given up after three days: 450 4.2.0 …: greylisted, try again later");
        assertThat(NZ.bean(MailStops.class).find(mailing.recipientId())).isEmpty();
    }

    @Test
    void whatIsAddedInATransactionStandsOrFallsWithIt() {
        String ana = member("Ana", "ana@nz.example");
        Mailing mailing = mailing(ana, TestMessages.LATER);

        transaction().executeWithoutResult(status -> {
            send(mailing);
            status.setRollbackOnly();
        });

        assertThat(NZ.bean(Mailings.class).stateOf(mailing.subjectId())).isEmpty();
    }

    @Test
    void aWaveIsSpreadOverASecondForEachThousand() {
        Instant tomorrow = Instant.now().plus(Duration.ofDays(1));
        List<Mailing> wave = IntStream.range(0, 4_000).mapToObj(i -> mailing("nobody", TestMessages.LATER)).toList();

        NZ.bean(Mailings.class).add(wave, tomorrow);

        List<Long> perSecond = NZ.rows().query("""
                SELECT count(*) FROM notifications.mailing WHERE recipient_id = 'nobody'
                GROUP BY floor(extract(epoch FROM send_after - ?::timestamptz))""", (row, i) -> row.getLong(1),
                Timestamp.from(tomorrow));
        NZ.rows().update("DELETE FROM notifications.mailing WHERE recipient_id = 'nobody'");
        assertThat(perSecond).hasSizeBetween(4, 5).allMatch(count -> count < 1_200);
    }

    @Test
    void whatBecomesOfMailsIsCounted() {
        Mailing mailing = mailing(member("Ana", "counted@nz.example"), TestMessages.LATER);
        double before = count("sent");

        send(mailing);

        becomes(MailState.SENT, mailing);
        eventually(() -> count("sent"), count -> count == before + 1);
    }

    private static String member(String name, String email) {
        String id = NZ.member(name, email, "Pacific/Auckland");
        eventually(() -> NZ.rows().queryForList("SELECT 1 FROM notifications.account WHERE member_id = ?", id),
                rows -> !rows.isEmpty());
        return id;
    }

    private static Mailing mailing(String memberId, MailKind kind) {
        String subject = UUID.randomUUID().toString();
        return new Mailing("about " + subject, memberId, kind, subject);
    }

    private static void send(Mailing... mailings) {
        NZ.bean(Mailings.class).add(List.of(mailings), Instant.now());
    }

    private static void port(int port) {
        NZ.bean(JavaMailSenderImpl.class).setPort(port);
    }

    private static TransactionTemplate transaction() {
        return NZ.bean(Database.class).transaction();
    }

    private static void becomes(MailState state, Mailing mailing) {
        eventually(() -> stateOf(mailing), it -> it == state);
    }

    private static MailState stateOf(Mailing mailing) {
        return NZ.bean(Mailings.class).stateOf(mailing.subjectId()).orElseThrow();
    }

    private static void due(Mailing mailing) {
        NZ.rows().update("UPDATE notifications.mailing SET send_after = now() WHERE id = ?", mailing.id());
    }

    private static <T> T column(String column, Mailing mailing, Class<T> type) {
        return Objects.requireNonNull(NZ.rows().queryForObject(
                "SELECT " + column + " FROM notifications.mailing WHERE id = ?", type, mailing.id()));
    }

    private static int attempts(Mailing mailing) {
        return column("attempts", mailing, Integer.class);
    }

    private static String reason(Mailing mailing) {
        return column("reason", mailing, String.class);
    }

    private static Instant sendAfter(Mailing mailing) {
        return column("send_after", mailing, Timestamp.class).toInstant();
    }

    private static List<String> idsReceivedBy(String email) {
        return SERVER.receivedBy(email).stream().map(it -> it.header("Message-ID")).toList();
    }

    private static double count(String outcome) {
        return NZ.bean(MeterRegistry.class).find("meridian.mail").tags("kind", "test", "outcome", outcome).counters()
                .stream().mapToDouble(Counter::count).sum();
    }
}
