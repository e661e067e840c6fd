package org.meridian.membership.signup;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.EventLog;
import org.meridian.membership.people.Members;
import org.meridian.membership.signup.SignInLinks.Due;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.mail.MailException;
import org.springframework.transaction.TransactionException;

/**
 * Mails the links that were asked for, from their table: whoever asked has long had the answer, which tells nothing about
 * the address, and neither a crash nor a mail server that is away loses one that is still good.
 */
final class MailLinks implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(MailLinks.class);
    private static final Duration POLL = Duration.ofSeconds(1);

    private final EventLog log;
    private final SignInLinks links;
    private final Members members;
    private final LinkMail mail;
    private final Semaphore work = new Semaphore(0);
    private @Nullable Thread thread;
    private volatile boolean running;

    MailLinks(EventLog log, SignInLinks links, Members members, LinkMail mail) {
        this.log = log;
        this.links = links;
        this.members = members;
        this.mail = mail;
    }

    void wake() {
        if (work.availablePermits() == 0) {
            work.release();
        }
    }

    private void run() {
        try {
            while (running) {
                mailWhatIsDue();
                if (work.tryAcquire(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
                    work.drainPermits();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void mailWhatIsDue() {
        try {
            if (log.isOpen()) {
                mailAll();
                links.purge();
            }
        } catch (DataAccessException | TransactionException e) {
            LOG.warn("Sign-in links cannot be read, trying again: {}", e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("Sign-in links cannot be mailed for no reason that is known, trying again", e);
        }
    }

    private void mailAll() {
        for (Optional<Due> due = links.nextDue(); running && due.isPresent(); due = links.nextDue()) {
            mail(due.get());
        }
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

    @Override
    public void start() {
        running = true;
        thread = Thread.ofPlatform().name("mail-links").start(this::run);
    }

    /** Lets the mail under way finish, so that it is not sent twice. */
    @Override
    public void stop() {
        running = false;
        wake();
        try {
            if (thread != null) {
                thread.join(Duration.ofSeconds(15));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Starts after the log and stops before it. */
    @Override
    public int getPhase() {
        return 1;
    }
}
