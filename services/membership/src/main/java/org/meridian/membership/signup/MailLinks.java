package org.meridian.membership.signup;

import java.time.Duration;
import java.util.Optional;
import org.meridian.eventlog.EventLog;
import org.meridian.membership.people.Members;
import org.meridian.membership.qualifier.OfMembership;
import org.meridian.membership.signup.SignInLinks.Due;
import org.meridian.process.Worker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.mail.MailException;
import org.springframework.stereotype.Component;

/**
 * Mails the links that were asked for, from their table: whoever asked has long had the answer, which tells nothing about
 * the address, and neither a crash nor a mail server that is away loses one that is still good.
 */
@Component
final class MailLinks {

    private static final Logger LOG = LoggerFactory.getLogger(MailLinks.class);
    private static final Duration POLL = Duration.ofSeconds(1);

    private final Worker worker;
    private final SignInLinks links;
    private final Members members;
    private final LinkMail mail;

    MailLinks(@OfMembership EventLog log, SignInLinks links, Members members, LinkMail mail) {
        this.worker = log.worker("mail-links", POLL, this::mailAll);
        this.links = links;
        this.members = members;
        this.mail = mail;
    }

    void wake() {
        worker.wake();
    }

    private void mailAll() {
        for (Optional<Due> due = links.nextDue(); worker.isRunning() && due.isPresent(); due = links.nextDue()) {
            mail(due.get());
        }
        links.purge();
    }

    /** A sign-in for an address that nobody has is not mailed. */
    private void mail(Due due) {
        boolean known = members.idOf(due.email()).isPresent();
        try {
            if (known || due.forSignUp()) {
                mail.send(due, known);
            }
            links.mailed(due.id());
        } catch (MailException e) {
            // Its message may have the address in it.
            LOG.warn("The mail server does not take sign-in link {}, trying again: {}", due.id(),
                    e.getMostSpecificCause().getClass().getSimpleName());
        }
    }
}
