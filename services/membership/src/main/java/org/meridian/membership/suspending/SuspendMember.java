package org.meridian.membership.suspending;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.meridian.eventlog.EventLog;
import org.meridian.eventlog.database.Database;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.eventlog.event.Entry.Content;
import org.meridian.events.membership.Account;
import org.meridian.membership.people.Members;
import org.meridian.membership.qualifier.OfMembership;
import org.meridian.membership.signup.Sessions;
import org.meridian.membership.signup.SignupSettings;
import org.meridian.schemas.Ids;
import org.meridian.schemas.Topics;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Keeps a member of this node out of it, at once, and lets them in again. No other country hears of it. */
@Component
final class SuspendMember {

    /** One at a time, so that two operators do not suspend each other. */
    private static final String LOCK = "SELECT pg_advisory_xact_lock(hashtext(current_schema || '.suspensions'))";
    private static final String OTHER_OPERATORS = """
            SELECT count(*) FROM account
            WHERE lower(email) = ANY (:operators) AND suspended_at IS NULL AND id <> :member""";

    private final EventLog log;
    private final Members members;
    private final Sessions sessions;
    private final SignupSettings settings;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;

    SuspendMember(@OfMembership EventLog log, Members members, Sessions sessions, SignupSettings settings,
            @OfMembership Database database, Clock clock) {
        this.log = log;
        this.members = members;
        this.sessions = sessions;
        this.settings = settings;
        this.jdbc = database.client();
        this.transaction = database.transaction();
        this.clock = clock;
    }

    void suspend(String memberId, String operatorId, String reason) {
        change(memberId, account -> {
            sessions.letIn(operatorId); // another operator may have been quicker
            return SuspensionDecider.suspend(account, operatorId, reason, isLastOperator(account),
                    Ids.occurredAt(clock.instant(), Instant.EPOCH));
        });
        sessions.noteEnded();
    }

    void lift(String memberId) {
        change(memberId, SuspensionDecider::lift);
    }

    private void change(String memberId, UnaryOperator<Account> decider) {
        if (!log.isOpen()) { // operators are answered before that, and what is decided then may be of yesterday
            throw Refusal.unavailable("catching-up",
                    "This node is catching up with its own log. Try again in a few seconds.");
        }
        transaction.executeWithoutResult(status -> {
            jdbc.sql(LOCK).query(row -> {});
            members.lock(memberId);
            Account account = members.account(memberId).orElseThrow(() -> Refusal.notFound("member of this node"));
            Account changed = decider.apply(account);
            log.append(List.of(new Content(Topics.DOMESTIC_ACCOUNTS, changed)));
            if (changed.getSuspendedAt() != null) {
                sessions.endAll(memberId);
            }
        });
    }

    private boolean isLastOperator(Account account) {
        return settings.operators().contains(account.getEmail().toLowerCase(Locale.ROOT))
                && jdbc.sql(OTHER_OPERATORS).param("operators", settings.operators().toArray(String[]::new))
                        .param("member", account.getId()).query(Integer.class).single() == 0;
    }
}
