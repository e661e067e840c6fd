package org.meridian.mail.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.internet.InternetAddress;
import java.net.SocketTimeoutException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.meridian.mail.smtp.Outcome.AddressRefused;
import org.meridian.mail.smtp.Outcome.Blame;
import org.meridian.mail.smtp.Outcome.MailRefused;
import org.meridian.mail.smtp.Outcome.Postponed;

class RepliesTest {

    private static final String ANA = "ana.k@nz.example";

    @ParameterizedTest
    @ValueSource(strings = {"550 5.1.1 no such user", "550 no such user", "553 5.1.3 bad address", "501 5.1.3 syntax",
            "552 5.2.2 mailbox full", "556 5.1.10 null MX", "521 5.3.2 takes no mail"})
    void someAnswersAreAboutTheAddress(String text) {
        assertThat(recipient(text)).isEqualTo(new AddressRefused(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"550 5.7.1 relaying denied", "550 relay not permitted", "554 5.7.1 access denied",
            "553 sorry, that domain isn't in my list of allowed rcpthosts (#5.7.1)", "530 authentication required",
            "503 5.5.1 MAIL first", "554 no"})
    void othersAreAboutUs(String text) {
        assertThat(recipient(text)).isEqualTo(new Postponed(text, Blame.SERVER));
    }

    @ParameterizedTest
    @CsvSource({"450 4.2.0 greylisted,MAIL", "452 4.2.2 mailbox full,MAIL", "421 4.3.2 too busy,CONNECTION"})
    void othersPass(String text, Blame blame) {
        assertThat(recipient(text)).isEqualTo(new Postponed(text, blame));
    }

    @Test
    void theSenderIsNeverTheRecipientsFault() {
        assertThat(Replies.outcome(answerTo("MAIL FROM:<post@nz.example>", "550 5.1.8 no such sender"), ANA))
                .isEqualTo(new Postponed("550 5.1.8 no such sender", Blame.SERVER));
    }

    @Test
    void aMailThatIsRefusedLeavesTheAddressAlone() {
        assertThat(Replies.outcome(answerTo(".", "552 5.3.4 too big"), ANA))
                .isEqualTo(new MailRefused("552 5.3.4 too big"));
        assertThat(Replies.outcome(answerTo(".", "451 4.3.0 later"), ANA))
                .isEqualTo(new Postponed("451 4.3.0 later", Blame.MAIL));
        assertThat(Replies.outcome(answerTo(".", "554 5.7.1 blocked by policy"), ANA))
                .isEqualTo(new Postponed("554 5.7.1 blocked by policy", Blame.SERVER));
    }

    @Test
    void noAnswerIsNoRefusal() {
        assertThat(Replies.outcome(new MessagingException("Exception reading response", new SocketTimeoutException()),
                ANA)).isEqualTo(
                        new Postponed("no answer from the mail server: SocketTimeoutException", Blame.CONNECTION));
    }

    @Test
    void aReasonNamesNobody() {
        assertThat(recipient("550 5.1.1 <ana.k@nz.example>: ana.k is unknown,\r\n ask boss@nz.example"))
                .isEqualTo(new AddressRefused("550 5.1.1 …: … is unknown, ask …"));
        assertThat(Replies.codes("550 5.1.1 …: whoever you are")).isEqualTo("550 5.1.1");
        assertThat(Replies.codes("given up after three days: 450 4.2.0 …: greylisted"))
                .isEqualTo("450 4.2.0");
    }

    private static Outcome recipient(String text) {
        try {
            return Replies.outcome(new SendFailedException("Invalid Addresses", new SMTPAddressFailedException(
                    new InternetAddress(ANA), "RCPT TO:<" + ANA + ">", Integer.parseInt(text.substring(0, 3)), text)),
                    ANA);
        } catch (jakarta.mail.internet.AddressException e) {
            throw new AssertionError(e);
        }
    }

    private static MessagingException answerTo(String command, String text) {
        return new SMTPSendFailedException(command, Integer.parseInt(text.substring(0, 3)), text, null, null, null,
                null);
    }
}
