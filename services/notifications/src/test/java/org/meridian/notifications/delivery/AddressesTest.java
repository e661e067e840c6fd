package org.meridian.notifications.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meridian.testing.Waiting.eventually;

import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.meridian.mail.queue.MailState;
import org.meridian.mail.queue.Mailing;
import org.meridian.schemas.Topics;
import org.meridian.testing.MembershipFacts;
import org.meridian.testing.Shared;

/** Which addresses mail reaches, and what ends when one is refused for good. */
@ResourceLock("MailOffice")
class AddressesTest {

    private static MailOffice office;

    @BeforeAll
    static void open(@Shared MailOffice shared) {
        office = shared;
    }

    @BeforeEach
    void theServerIsTheScriptedOne() {
        office.port(office.server.port());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"a b\"@nz.example", "o'neil+meridian@nz.example", "tāne@nz.example"})
    void unusualAddressesAreReached(String email) {
        Mailing mailing = office.mailing(office.member("Tāne", email), TestMessages.LATER);

        office.send(mailing);

        office.becomes(MailState.SENT, mailing);
        assertThat(office.server.receivedBy(email)).hasSize(1);
    }

    @Test
    void aDomainOutsideOfAsciiIsWrittenAsTheDnsWritesIt() {
        Mailing mailing = office.mailing(office.member("Jürgen", "juergen@bücher.example"), TestMessages.LATER);

        office.send(mailing);

        office.becomes(MailState.SENT, mailing);
        assertThat(office.server.receivedBy("juergen@xn--bcher-kva.example")).hasSize(1);
    }

    @Test
    void whatIsNoAddressBouncesWithAReason() {
        Mailing mailing = office.mailing(office.member("Eve", "eve@nz.example> <all@nz.example"),
                TestMessages.LATER);

        office.send(mailing);

        office.becomes(MailState.BOUNCED, mailing);
        assertThat(office.nz.bean(MailStops.class).find(mailing.recipientId())).hasValueSatisfying(
                stop -> assertThat(stop.reason()).isEqualTo("mail cannot be sent to such an address"));
    }

    @Test
    void anAddressThatIsRefusedForGoodGetsNoMoreMailUntilItsOwnerSaysSo() {
        String ana = office.member("Ana", "refused-once@nz.example");
        Mailing first = office.mailing(ana, TestMessages.LATER);
        Mailing other = office.mailing(office.member("Ben", "ben@nz.example"), TestMessages.LATER);

        office.send(first, other);

        office.becomes(MailState.BOUNCED, first);
        office.becomes(MailState.SENT, other);
        assertThat(office.reason(first)).isEqualTo("550 5.1.1 …: there is no such mailbox");
        office.nz.get(ana, "/api/preferences").expectBody().jsonPath("$.mailStopped.reason")
                .isEqualTo(office.reason(first));

        Mailing second = office.mailing(ana, TestMessages.LATER);
        office.send(second);
        office.becomes(MailState.DROPPED, second);

        office.nz.web().delete().uri("/api/preferences/mail-stop").headers(it -> it.setBearerAuth(ana)).exchange()
                .expectStatus().isNoContent();
        Mailing third = office.mailing(ana, TestMessages.LATER);
        office.send(third);
        office.becomes(MailState.SENT, third);
        assertThat(office.server.receivedBy("refused-once@nz.example")).hasSize(1);
    }

    @Test
    void aMailStopEndsWithTheAddressThatItIsFor() {
        String ana = office.member("Ana", "refused-ana@nz.example");
        Mailing refused = office.mailing(ana, TestMessages.LATER);
        office.send(refused);
        office.becomes(MailState.BOUNCED, refused);

        office.nz.arrives(Topics.DOMESTIC_ACCOUNTS,
                MembershipFacts.account(ana, 2, "ana-again@nz.example", "Pacific/Auckland"));
        eventually(() -> office.nz.bean(MailStops.class).find(ana), Optional::isEmpty);

        Mailing mailing = office.mailing(ana, TestMessages.LATER);
        office.send(mailing);
        office.becomes(MailState.SENT, mailing);
    }
}
