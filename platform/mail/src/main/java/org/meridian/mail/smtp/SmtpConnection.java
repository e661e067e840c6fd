package org.meridian.mail.smtp;

import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import org.jspecify.annotations.Nullable;
import org.meridian.mail.smtp.Outcome.Blame;
import org.meridian.mail.smtp.Outcome.Postponed;
import org.meridian.mail.smtp.Outcome.Sent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A connection to the mail server for the mails of one batch, made when the first of them needs it. */
public final class SmtpConnection implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SmtpConnection.class);

    private final MailServer server;
    private @Nullable Session session;
    private @Nullable Transport transport;

    public SmtpConnection(MailServer server) {
        this.server = server;
    }

    /** @throws MailServer.Away when there is no server to take it */
    public Outcome send(Session wanted, MimeMessage message, InternetAddress to) {
        Transport open = open(wanted);
        try {
            open.sendMessage(message, new Address[]{to});
            return new Sent();
        } catch (MessagingException e) {
            Outcome outcome = Replies.outcome(e, to.getAddress());
            if (outcome instanceof Postponed postponed && postponed.blame() != Blame.MAIL) {
                close();
            }
            return outcome;
        }
    }

    private Transport open(Session wanted) {
        Transport current = transport;
        if (current != null && session == wanted) {
            return current;
        }
        close();
        Transport made = server.connect(wanted);
        session = wanted;
        transport = made;
        return made;
    }

    @Override
    public void close() {
        Transport current = transport;
        transport = null;
        if (current != null) {
            try {
                current.close();
            } catch (MessagingException e) {
                LOG.debug("The mail server has hung up already", e);
            }
        }
    }
}
