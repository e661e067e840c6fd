package org.meridian.mail.queue;

import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.EventLog;
import org.meridian.mail.message.MailKind;
import org.meridian.mail.message.Message;
import org.meridian.mail.queue.Claims.Claim;
import org.meridian.mail.smtp.MailServer;
import org.meridian.mail.smtp.Outcome;
import org.meridian.mail.smtp.Outcome.AddressRefused;
import org.meridian.mail.smtp.Outcome.Blame;
import org.meridian.mail.smtp.Outcome.Postponed;
import org.meridian.mail.smtp.Outcome.Sent;
import org.meridian.mail.smtp.Replies;
import org.meridian.mail.smtp.SmtpConnection;
import org.meridian.process.Worker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends a service's mails that are due, in batches, by a few threads with a connection each. */
public final class Delivery {

    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final int BATCH = 50;

    /** After so long what was written, and whom it is for, is looked up again. */
    private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final DataSource pool;
    private final Line line;
    private final MailServer server;
    private final Sender sender;
    private final Clock clock;
    private final Map<MailKind, Messages> kinds;

    Delivery(EventLog log, DataSource pool, Mailings mailings, MailServer server, Sender sender, Clock clock,
            List<Messages> messages, int connections) {
        this.pool = pool;
        this.line = new Line(mailings, messages);
        this.server = server;
        this.sender = sender;
        this.clock = clock;
        this.kinds = messages.stream().collect(Collectors.toMap(Messages::kind, Function.identity()));
        IntStream.rangeClosed(1, connections)
                .mapToObj(i -> new SenderThread(log, "delivery-" + log.service() + "-" + i))
                .forEach(thread -> mailings.whenAdded(thread.worker::wake));
    }

    /** @param message null when there is nothing left to say */
    private record Written(Claim claim, @Nullable Message message) {}

    /** One of the threads: a mail that takes long holds up no other thread. */
    private final class SenderThread {

        private final Worker worker;
        private int batch = BATCH;

        SenderThread(EventLog log, String name) {
            this.worker = log.worker(name, POLL, this::round);
        }

        private void round() {
            boolean more = true;
            while (more && worker.isRunning() && server.isWorthTrying()) {
                more = sendSome();
            }
        }

        /** Says whether it is worth looking for more. */
        private boolean sendSome() {
            List<Mailing> next = line.next(batch);
            if (next.isEmpty()) {
                return false;
            }
            try (var claims = new Claims(pool, next, clock.instant()); var connection = new SmtpConnection(server)) {
                List<Written> mails = write(claims.all());
                int dealtWith = send(mails, connection);
                batch = dealtWith < mails.size() ? Math.clamp(2L * dealtWith, 1, BATCH) : BATCH;
            } catch (MailServer.Away e) {
                server.fails(Blame.SERVER, e.reason());
            }
            return true;
        }

        /**
         * Says how many were dealt with. It ends early where the connection does, or with time, since the next messages would
         * be old by then; fewer are written the next time.
         */
        private int send(List<Written> mails, SmtpConnection connection) {
            long end = System.nanoTime() + FRESH_NANOS;
            Set<String> refused = new HashSet<>();
            int dealtWith = 0;
            for (Written mail : mails) {
                String recipient = mail.claim().mailing().recipientId();
                if (!worker.isRunning() || System.nanoTime() - end > 0) {
                    return dealtWith;
                }
                dealtWith++;
                if (refused.contains(recipient)) {
                    continue; // what is known of them is old now
                }
                Outcome outcome = sender.send(mail.claim(), mail.message(), connection);
                if (outcome instanceof AddressRefused) {
                    refused.add(recipient);
                }
                if (!serverWorks(outcome)) {
                    return dealtWith;
                }
            }
            return dealtWith;
        }
    }

    private boolean serverWorks(Outcome outcome) {
        if (outcome instanceof Sent) {
            server.works();
        } else if (outcome instanceof Postponed(var reason, var blame) && blame != Blame.MAIL) {
            server.fails(blame, Replies.codes(reason));
            return false;
        }
        return true;
    }

    /** The kinds take turns, since what a slow server leaves of a batch is its end. */
    private List<Written> write(List<Claim> claims) {
        List<List<Written>> kinds = claims.stream().collect(Collectors.groupingBy(it -> it.mailing().kind())).entrySet()
                .stream().map(it -> write(Objects.requireNonNull(this.kinds.get(it.getKey())), it.getValue())).toList();
        int most = kinds.stream().mapToInt(List::size).max().orElse(0);
        return IntStream.range(0, most).boxed()
                .flatMap(turn -> kinds.stream().filter(kind -> turn < kind.size()).map(kind -> kind.get(turn)))
                .toList();
    }

    /** One message that cannot be written keeps back no other. */
    private List<Written> write(Messages kind, List<Claim> claims) {
        try {
            Map<String, Message> written = kind.write(claims.stream().map(Claim::mailing).toList());
            return claims.stream().map(it -> new Written(it, written.get(it.mailing().id()))).toList();
        } catch (RuntimeException e) {
            if (claims.size() == 1) {
                LOG.error("Mail {} cannot be written, trying again later", claims.getFirst().mailing().id(), e);
                sender.unwritable(claims.getFirst());
                return List.of();
            }
            return claims.stream().flatMap(it -> write(kind, List.of(it)).stream()).toList();
        }
    }
}
