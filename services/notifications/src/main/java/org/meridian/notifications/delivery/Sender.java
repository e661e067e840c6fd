package org.meridian.notifications.delivery;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.meridian.notifications.delivery.Mailings.Claim;
import org.meridian.notifications.delivery.Outcome.AddressRefused;
import org.meridian.notifications.delivery.Outcome.Blame;
import org.meridian.notifications.delivery.Outcome.Dropped;
import org.meridian.notifications.delivery.Outcome.MailRefused;
import org.meridian.notifications.delivery.Outcome.Postponed;
import org.meridian.notifications.delivery.Outcome.Sent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Hands one mail over: its row is locked, the mail sent, what came of it noted, and the transaction committed. A crash in
 * between leaves it waiting, and it is sent a second time under the same Message-ID; nobody else sends it meanwhile.
 */
final class Sender {

    private static final Logger LOG = LoggerFactory.getLogger(Sender.class);

    private final Mailings mailings;
    private final MailStops mailStops;
    private final MailServer server;
    private final Composer composer;
    private final TransactionTemplate transaction;
    private final MeterRegistry meters;
    private final Clock clock;

    Sender(Mailings mailings, MailStops mailStops, MailServer server, Composer composer,
            TransactionTemplate transaction, MeterRegistry meters, Clock clock) {
        this.mailings = mailings;
        this.mailStops = mailStops;
        this.server = server;
        this.composer = composer;
        this.transaction = transaction;
        this.meters = meters;
        this.clock = clock;
    }

    /**
     * Empty when another thread or instance has the mail, or has dealt with it.
     *
     * @throws MailServer.Away when there is no server to hand it to; it goes on waiting as it did
     */
    Optional<Outcome> send(Mailing mailing, @Nullable Message letter, SmtpConnection connection) {
        return claimed(mailing, claim -> outcome(mailing, claim, letter, connection));
    }

    /** Its letter cannot be written, by a mistake of ours that may be gone after the next upgrade. */
    void unwritable(Mailing mailing) {
        claimed(mailing, claim -> new Postponed("its letter cannot be written", Blame.MAIL));
    }

    private interface Step {
        Outcome outcome(Claim claim);
    }

    private Optional<Outcome> claimed(Mailing mailing, Step step) {
        Outcome outcome = transaction.execute(status -> {
            Claim claim = mailings.claim(mailing.id()).orElse(null);
            return claim == null ? null : noted(mailing, claim, step.outcome(claim));
        });
        if (outcome != null) {
            count(mailing, outcome);
        }
        return Optional.ofNullable(outcome);
    }

    private Outcome outcome(Mailing mailing, Claim claim, @Nullable Message letter, SmtpConnection connection) {
        String email = claim.email();
        if (email == null) {
            return new Dropped("there is no such account any more");
        }
        if (letter == null) {
            return new Dropped("there is nothing left to say");
        }
        if (!wants(claim, letter.scope())) {
            return new Dropped("the member has unsubscribed");
        }
        if (claim.stopped()) {
            return new Dropped("the address was refused before");
        }
        return Addressee.of(email).map(to -> send(mailing, letter, to, connection))
                .orElseGet(() -> new AddressRefused("mail cannot be sent to such an address"));
    }

    private static boolean wants(Claim claim, UnsubscribeScope scope) {
        return switch (scope) {
            case DIGEST -> claim.digests();
            case AT_ONCE -> claim.atOnce();
        };
    }

    private Outcome send(Mailing mailing, Message letter, InternetAddress to, SmtpConnection connection) {
        Session session = server.sessionFor(to);
        MimeMessage message;
        try {
            message = composer.compose(session, mailing, letter, to, clock.instant());
        } catch (MessagingException e) {
            LOG.error("Mail {} cannot be composed", mailing.id(), e);
            return new Postponed("it cannot be composed", Blame.MAIL);
        }
        return connection.send(session, message, to);
    }

    /** Notes it; what was tried for days is given up. */
    private Outcome noted(Mailing mailing, Claim claim, Outcome outcome) {
        Instant now = clock.instant();
        switch (outcome) {
            case Sent done -> mailings.sent(mailing.id());
            case Dropped(var reason) -> mailings.dropped(mailing.id(), reason);
            case MailRefused(var reason) -> mailings.bounced(mailing.id(), reason);
            case AddressRefused(var reason) -> {
                mailings.bounced(mailing.id(), reason);
                mailStops.stop(mailing.memberId(), String.valueOf(claim.email()), reason, now);
            }
            case Postponed(var reason, var blame) -> {
                if (Duration.between(claim.dueAt(), now).compareTo(Backoff.GIVE_UP_AFTER) > 0) {
                    return noted(mailing, claim, new MailRefused("given up after three days: " + reason));
                }
                mailings.postpone(mailing.id(), now.plus(
                        Backoff.after(claim.attempts(), ThreadLocalRandom.current().nextDouble())), reason);
            }
        }
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
        meters.counter("meridian.mail", "kind", mailing.kind(), "outcome", name).increment();
    }

    private static String bounced(Mailing mailing, String reason) {
        LOG.info("Mail {} bounced: {}", mailing.id(), Replies.codes(reason));
        return "bounced";
    }
}
