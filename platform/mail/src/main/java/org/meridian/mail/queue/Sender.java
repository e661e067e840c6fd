package org.meridian.mail.queue;

import static org.meridian.http.Fields.apiName;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.meridian.mail.message.Composer;
import org.meridian.mail.message.Envelope;
import org.meridian.mail.message.Message;
import org.meridian.mail.message.UnsubscribeScope;
import org.meridian.mail.queue.Claims.Claim;
import org.meridian.mail.smtp.Addressee;
import org.meridian.mail.smtp.MailServer;
import org.meridian.mail.smtp.Outcome;
import org.meridian.mail.smtp.Outcome.AddressRefused;
import org.meridian.mail.smtp.Outcome.Blame;
import org.meridian.mail.smtp.Outcome.Dropped;
import org.meridian.mail.smtp.Outcome.MailRefused;
import org.meridian.mail.smtp.Outcome.Postponed;
import org.meridian.mail.smtp.Outcome.Sent;
import org.meridian.mail.smtp.Replies;
import org.meridian.mail.smtp.SmtpConnection;
import org.meridian.mail.unsubscribe.UnsubscribeTokens;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Sends one mail that was claimed, and notes what came of it, before the next goes. A crash in between leaves it waiting, and it
 * is sent a second time under the same Message-ID.
 */
final class Sender {

    private static final Logger LOG = LoggerFactory.getLogger(Sender.class);

    private final Mailings mailings;
    private final RefusedAddresses refused;
    private final MailServer server;
    private final Composer composer;
    private final UnsubscribeTokens tokens;
    private final TransactionTemplate transaction;
    private final Pace pace;
    private final MeterRegistry meters;
    private final Clock clock;

    Sender(Mailings mailings, RefusedAddresses refused, MailServer server, Composer composer,
            UnsubscribeTokens tokens, TransactionTemplate transaction, Pace pace, MeterRegistry meters, Clock clock) {
        this.mailings = mailings;
        this.refused = refused;
        this.server = server;
        this.composer = composer;
        this.tokens = tokens;
        this.transaction = transaction;
        this.pace = pace;
        this.meters = meters;
        this.clock = clock;
    }

    /** @throws MailServer.Away when there is no server to take it; it goes on waiting as it did */
    Outcome send(Claim claim, @Nullable Message message, SmtpConnection connection) {
        return noted(claim, outcome(claim, message, connection));
    }

    /** It cannot be written, by a mistake of ours that may be gone after the next upgrade. */
    void unwritable(Claim claim) {
        noted(claim, new Postponed("it cannot be written", Blame.MAIL));
    }

    private Outcome outcome(Claim claim, @Nullable Message message, SmtpConnection connection) {
        String email = claim.email();
        if (email == null) {
            return new Dropped("there is no such account any more");
        }
        if (message == null) {
            return new Dropped("there is nothing left to say");
        }
        if (!wants(claim, claim.mailing().kind().scope())) {
            return new Dropped("the member has unsubscribed");
        }
        if (claim.refused()) {
            return new Dropped("the address was refused before");
        }
        return Addressee.of(email).map(to -> send(claim.mailing(), message, to, connection))
                .orElseGet(() -> new AddressRefused("mail cannot be sent to such an address"));
    }

    private static boolean wants(Claim claim, @Nullable UnsubscribeScope scope) {
        return scope == null || claim.wanted().contains(apiName(scope));
    }

    private Outcome send(Mailing mailing, Message message, InternetAddress to, SmtpConnection connection) {
        Session session = server.sessionFor(to);
        MimeMessage mail;
        try {
            mail = composer.compose(session, new Envelope(mailing.id(), to, mailing.kind(), token(mailing)), message,
                    clock.instant());
        } catch (MessagingException e) {
            LOG.error("Mail {} cannot be composed", mailing.id(), e);
            return new Postponed("it cannot be composed", Blame.MAIL);
        }
        pace.await();
        return connection.send(session, mail, to);
    }

    private @Nullable String token(Mailing mailing) {
        UnsubscribeScope scope = mailing.kind().scope();
        return scope == null ? null : tokens.make(mailing.recipientId(), scope);
    }

    /** Notes it and counts it; what was tried for days is given up. */
    private Outcome noted(Claim claim, Outcome outcome) {
        Mailing mailing = claim.mailing();
        Instant now = clock.instant();
        switch (outcome) {
            case Sent done -> mailings.sent(mailing);
            case Dropped(var reason) -> {
                LOG.info("Mail {} of kind {} is not sent: {}", mailing.id(), mailing.kind().name(), reason);
                mailings.settle(mailing, MailState.DROPPED, reason);
            }
            case MailRefused(var reason) -> mailings.settle(mailing, MailState.BOUNCED, reason);
            case AddressRefused(var reason) -> transaction.executeWithoutResult(status -> {
                mailings.settle(mailing, MailState.BOUNCED, reason);
                refused.refuse(mailing.recipientId(), String.valueOf(claim.email()), reason, now);
            });
            case Postponed(var reason, var blame) -> {
                if (Duration.between(claim.dueAt(), now).compareTo(Backoff.GIVE_UP_AFTER) > 0) {
                    return noted(claim, new MailRefused("given up after three days: " + reason));
                }
                mailings.postpone(mailing, now.plus(Backoff.after(mailing.kind().firstRest(), claim.attempts(),
                        ThreadLocalRandom.current().nextDouble())), reason);
            }
        }
        count(mailing, outcome);
        return outcome;
    }

    private void count(Mailing mailing, Outcome outcome) {
        String name = switch (outcome) {
            case Sent done -> "sent";
            case Dropped dropped -> "dropped";
            case AddressRefused(var reason) -> bounced(mailing, reason);
            case MailRefused(var reason) -> bounced(mailing, reason);
            case Postponed postponed -> "retried";
        };
        Counter.builder("meridian.mail").description("Attempts to send a mail, by what became of them")
                .tag("kind", mailing.kind().name()).tag("outcome", name).register(meters).increment();
    }

    private static String bounced(Mailing mailing, String reason) {
        LOG.info("Mail {} bounced: {}", mailing.id(), Replies.codes(reason));
        return "bounced";
    }
}
