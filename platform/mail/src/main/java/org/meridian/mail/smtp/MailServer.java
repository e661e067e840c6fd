package org.meridian.mail.smtp;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Properties;
import org.meridian.mail.smtp.Outcome.Blame;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.util.StringUtils;

/**
 * The mail server of {@code spring.mail}, and when not to bother it: while it takes nothing it is tried once a minute with one
 * mail, not with every mail that waits.
 */
public final class MailServer {

    /** A mail cannot be sent because there is no server to take it. */
    public static final class Away extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Away(MessagingException cause) {
            super(cause);
        }

        public String reason() {
            return String.valueOf(getCause()).replaceAll("\\s+", " ");
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(MailServer.class);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration MAX_PAUSE = Duration.ofMinutes(1);

    /** One mail may make a server drop the connection; this many in a row without a success are the server's trouble. */
    private static final int BROKEN_CONNECTIONS = 5;

    private final JavaMailSenderImpl sender;
    private final Clock clock;
    private final Session session;
    private final Session utf8Session;
    private int failures;
    private boolean announced;
    private Instant notBefore = Instant.EPOCH;

    public MailServer(JavaMailSenderImpl sender, Clock clock) {
        this.sender = sender;
        this.clock = clock;
        this.session = session(sender.getSession().getProperties());
        Properties utf8 = new Properties();
        utf8.putAll(sender.getSession().getProperties());
        utf8.setProperty("mail.mime.allowutf8", "true");
        this.utf8Session = session(utf8);
    }

    private static Session session(Properties settings) {
        Properties prompt = new Properties();
        prompt.putAll(settings);
        prompt.put("mail.smtp.socketFactory", new PromptSockets());
        return Session.getInstance(prompt);
    }

    /** Only for those who cannot do without: a server may refuse to pass on what came as SMTPUTF8. */
    public Session sessionFor(InternetAddress to) {
        return Addressee.needsUtf8(to) ? utf8Session : session;
    }

    /** @throws Away when it does not answer, or does not let us in */
    Transport connect(Session session) {
        try {
            String protocol = sender.getProtocol();
            Transport transport = session
                    .getTransport(protocol == null ? JavaMailSenderImpl.DEFAULT_PROTOCOL : protocol);
            String username = sender.getUsername();
            boolean signsIn = StringUtils.hasLength(username);
            transport.connect(sender.getHost(), sender.getPort(), signsIn ? username : null,
                    signsIn ? sender.getPassword() : null);
            return transport;
        } catch (MessagingException e) {
            throw new Away(e);
        }
    }

    public synchronized boolean isWorthTrying() {
        return !clock.instant().isBefore(notBefore);
    }

    public synchronized void works() {
        if (announced) {
            LOG.info("The mail server takes mail again");
        }
        failures = 0;
        announced = false;
    }

    public synchronized void fails(Blame blame, String reason) {
        failures++;
        if (blame == Blame.SERVER || failures >= BROKEN_CONNECTIONS) {
            notBefore = clock.instant().plus(pause(failures));
            if (!announced) {
                LOG.warn("The mail server takes no mail, all of it waits and is tried again: {}", reason);
            }
            announced = true;
        }
    }

    private static Duration pause(int failures) {
        Duration doubled = FIRST_PAUSE.multipliedBy(1L << Math.min(failures - 1, 6));
        return doubled.compareTo(MAX_PAUSE) > 0 ? MAX_PAUSE : doubled;
    }
}
