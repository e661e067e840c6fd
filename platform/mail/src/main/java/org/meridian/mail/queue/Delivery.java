package org.meridian.mail.queue;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.meridian.eventlog.EventLog;
import org.meridian.mail.message.MailKind;
import org.meridian.mail.message.Message;
import org.meridian.mail.smtp.MailServer;
import org.meridian.mail.smtp.Outcome;
import org.meridian.mail.smtp.Outcome.Blame;
import org.meridian.mail.smtp.Outcome.Postponed;
import org.meridian.mail.smtp.Outcome.Sent;
import org.meridian.mail.smtp.Replies;
import org.meridian.mail.smtp.SmtpConnection;
import org.meridian.process.Worker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes a service's mails that are due, in batches, by a few threads with a connection each. */
public final class Delivery {

    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final int BATCH = 50;

    private final Mailings mailings;
    private final MailServer server;
    private final Sender sender;
    private final Map<MailKind, Messages> kinds;

    /** What the threads are dealing with, so that no two write the same; who sends a mail is decided by its row. */
    private final Set<String> taken = new HashSet<>();

    Delivery(EventLog log, Mailings mailings, MailServer server, Sender sender, List<Messages> messages,
            int connections) {
        this.mailings = mailings;
        this.server = server;
        this.sender = sender;
        this.kinds = messages.stream().collect(Collectors.toMap(Messages::kind, Function.identity()));
        IntStream.rangeClosed(1, connections)
                .mapToObj(i -> new SenderThread(log, "delivery-" + log.service() + "-" + i))
                .forEach(thread -> mailings.whenAdded(thread.worker::wake));
    }

    /** One of the threads: a mail that takes long holds up no other thread. */
    private final class SenderThread {

        private final Worker worker;

        SenderThread(EventLog log, String name) {
            this.worker = log.worker(name, POLL, this::round);
        }

        private void round() {
            boolean more = true;
            while (more && worker.isRunning() && server.isWorthTrying()) {
                List<Mailing> batch = take();
                try (var connection = new SmtpConnection(server)) {
                    more = send(batch, connection);
                } catch (MailServer.Away e) {
                    server.fails(Blame.SERVER, e.reason());
                } finally {
                    release(batch);
                }
            }
        }

        /**
         * Says whether it is worth looking for more. A batch ends where the connection does, since the next messages would
         * be old by the time that one has answered.
         */
        private boolean send(List<Mailing> batch, SmtpConnection connection) {
            Map<String, Message> written = write(batch);
            boolean any = false;
            for (Mailing mailing : batch) {
                if (!worker.isRunning()) {
                    return false;
                }
                Optional<Outcome> outcome = sender.send(mailing, written.get(mailing.id()), connection);
                any = any || outcome.isPresent();
                if (outcome.isPresent() && !serverWorks(outcome.get())) {
                    return true;
                }
            }
            return any; // if none of them was ours to send, another instance is sending them
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

    private List<Mailing> take() {
        synchronized (taken) {
            List<MailKind> mayGo = kinds.values().stream().filter(Messages::mayGo).map(Messages::kind).toList();
            List<Mailing> batch = mailings.due(mayGo, taken, BATCH);
            batch.forEach(mailing -> taken.add(mailing.id()));
            return batch;
        }
    }

    private void release(List<Mailing> batch) {
        synchronized (taken) {
            batch.forEach(mailing -> taken.remove(mailing.id()));
        }
    }

    private Map<String, Message> write(List<Mailing> batch) {
        Map<String, Message> written = new HashMap<>();
        batch.stream().collect(Collectors.groupingBy(Mailing::kind)).forEach(
                (kind, mailings) -> written.putAll(write(Objects.requireNonNull(kinds.get(kind)), mailings)));
        return written;
    }

    /** One message that cannot be written keeps back no other. */
    private Map<String, Message> write(Messages kind, List<Mailing> mailings) {
        try {
            return kind.write(mailings);
        } catch (RuntimeException e) {
            if (mailings.size() == 1) {
                LOG.error("Mail {} cannot be written, trying again later", mailings.getFirst().id(), e);
                sender.unwritable(mailings.getFirst());
                return Map.of();
            }
            Map<String, Message> written = new HashMap<>();
            mailings.forEach(mailing -> written.putAll(write(kind, List.of(mailing))));
            return written;
        }
    }
}
